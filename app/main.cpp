// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/environment.h"
#include "jobs/logsetup.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string_view>

using namespace Qt::StringLiterals;

int main(int argc, char* argv[])
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    // Help and version are read where there is no display too.
    const bool asksForText = std::any_of(argv + 1, argv + argc, [](std::string_view word) {
        return word == "--help" || word == "-h" || word == "--version" || word == "-v";
    });
    const std::unique_ptr<QCoreApplication> qt(asksForText ? new QCoreApplication(argc, argv)
                                                           : new QApplication(argc, argv));
    tt::setApplicationFacts();

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("tt::main", "Stock analysis on your desk"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataDir(
        u"data-dir"_s, QCoreApplication::translate("tt::main", "Folder of database, logs and backups"),
        u"DIR"_s);
    const QCommandLineOption demo(u"demo"_s,
                                  QCoreApplication::translate("tt::main", "Analyze demo data at once"));
    const QCommandLineOption verbose(
        u"verbose"_s,
        QCoreApplication::translate("tt::main", "Write debug lines to the log and the terminal"));
    parser.addOptions({dataDir, demo, verbose});
    parser.process(*qt);
    if (const QStringList words = parser.positionalArguments(); !words.isEmpty()) {
        const QString text = QCoreApplication::translate(
            "tt::main", "thetool: '%1' is no option of the window; commands are those of thetool-cli\n");
        std::fputs(text.arg(words.first()).toUtf8().constData(), stderr);
        return 2;
    }

    tt::Settings settings(tt::environmentValue);
    if (parser.isSet(dataDir))
        settings.override("data.dir", parser.value(dataDir).toStdString());
    if (parser.isSet(verbose))
        settings.override("log.level", "debug");
    tt::LogOptions logging;
    logging.dataDir = tt::dataFolder(settings);
    tt::setLevels(logging, settings);
    const tt::LogSetup log(logging); // outlives everything that may still have a word to say
    tt::Application application(std::move(settings));
    application.open(parser.isSet(demo), sinceStart);
    return QApplication::exec();
}

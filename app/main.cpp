// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/environment.h"
#include "jobs/logsetup.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;

int main(int argc, char* argv[])
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication qt(argc, argv);
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
    parser.process(qt);

    tt::Settings settings(tt::environmentValue);
    if (parser.isSet(dataDir))
        settings.override("data.dir", parser.value(dataDir).toStdString());
    if (parser.isSet(verbose))
        settings.override("log.level", "debug");
    tt::LogOptions logging;
    logging.dataDir = tt::dataFolder(settings);
    logging.fileLevel = tt::logLevelFromName(settings.text("log.level")).value_or(tt::LogLevel::Info);
    if (parser.isSet(verbose))
        logging.terminalLevel = tt::LogLevel::Debug;
    const tt::LogSetup log(logging); // outlives everything that may still have a word to say
    tt::Application application(std::move(settings));
    application.open(parser.isSet(demo), sinceStart);
    return QApplication::exec();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sourcebars.h"

#include "base/clock.h"
#include "engine/demo.h"
#include "store/barstore.h"
#include "store/instrumentstore.h"

#include <QCoreApplication>
#include <QThread>

namespace tt::cli {

namespace {

Error unknownInFile(const FileBars& file, const std::string& ticker)
{
    std::string known;
    const std::vector<std::string> tickers = file.tickers();
    for (std::size_t i = 0; i < tickers.size() && i < 10; ++i)
        (known += known.empty() ? "" : ", ") += tickers[i];
    const QString sentence =
        ticker.empty()
            ? say(QT_TRANSLATE_NOOP("cli", "the files hold %1 instruments, name one of them: %2"))
            : say(QT_TRANSLATE_NOOP("cli", "the files hold %1 instruments but not this one; they hold: %2"));
    return validationError(
        {{"tickers", sentence.arg(tickers.size()).arg(QString::fromStdString(known)).toStdString(),
          ticker.empty() ? ViolationType::Required : ViolationType::Unknown}});
}

Result<OneSource> readFile(const AnalysisRequest& request)
{
    const auto file = readFileBars(request.csvPath, fileReading(request), QThread::idealThreadCount(), {});
    if (!file)
        return file.error();
    const std::vector<std::string> tickers = (*file)->tickers();
    const bool isNamed = !request.tickers.empty();
    if (!isNamed && tickers.size() != 1)
        return unknownInFile(**file, {});
    const std::string ticker =
        isNamed
            ? resolveTyped(request.tickers[0], [&](const std::string& name) { return (*file)->find(name); })
            : tickers[0];
    const SourceBars* bars = (*file)->find(ticker);
    if (!bars)
        return unknownInFile(**file, ticker);
    return OneSource{*bars, (*file)->newestDay()};
}

Result<OneSource> readDemo(const AnalysisRequest& request)
{
    const std::string ticker =
        resolveTyped(request.tickers[0], [](const std::string& name) { return demoIndex(name) >= 0; });
    if (demoIndex(ticker) < 0)
        return unknownTicker(ticker);
    SourceBars bars = demoSourceBars(ticker, request);
    const Day last = bars.bars.date.back();
    return OneSource{std::move(bars), last};
}

Result<OneSource> readStored(Context& context, const std::string& typed)
{
    if (const Result<Store*> store = context.store(); !store)
        return store.error();
    auto stored = Context::wait((*context.store())->run([typed](Database& database) -> Result<StoredBars> {
        const Result<std::string> ticker = InstrumentStore(database).meant(typed);
        return ticker ? BarStore(database).load(*ticker) : Result<StoredBars>(ticker.error());
    }));
    if (!stored)
        return stored.error();
    return OneSource{storedSourceBars(std::move(*stored)), localDay(systemClock().nowMs())};
}

} // namespace

Result<OneSource> readOne(Context& context, const AnalysisRequest& request)
{
    switch (request.source) {
    case RequestSource::Csv:
        return readFile(request);
    case RequestSource::Demo:
        return readDemo(request);
    case RequestSource::Stored:
    case RequestSource::Online:
        break;
    }
    return readStored(context, request.tickers[0]);
}

} // namespace tt::cli

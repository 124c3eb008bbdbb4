// SPDX-License-Identifier: GPL-3.0-or-later
// Many threads of one process that create, cancel, pause, resume, retry and read on one data folder, beside
// whoever else uses it:  tt_crowd DATA_DIR THREADS SECONDS SEED Fails when a user would have heard of the
// database (STORAGE_*) or of a fault of the program (INTERNAL).
#include "jobs/analysisservice.h"
#include "jobs/library.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>
#include <thread>
#include <vector>

using namespace tt;

namespace {

using Steady = std::chrono::steady_clock;

struct Crowd
{
    AnalysisService& analysis;
    Library& library;
    Steady::time_point end;
    std::atomic<int> calls = 0, faults = 0;
};

template<class T>
Result<T> check(Crowd& crowd, const char* what, QFuture<Result<T>> future)
{
    future.waitForFinished();
    Result<T> answer = future.takeResult();
    ++crowd.calls;
    if (answer)
        return answer;
    const std::string_view code = errorCodeName(answer.error().code);
    if (code.starts_with("STORAGE_") || code == "INTERNAL") {
        ++crowd.faults;
        std::fprintf(stderr, "%s: %s\n", what, errorToJson(answer.error()).c_str());
    }
    return answer;
}

AnalysisRequest someRequest(std::mt19937& random)
{
    constexpr int sizes[] = {1, 40, 400};
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    request.demoCount = sizes[random() % 3];
    request.demoBars = 60;
    request.force = random() % 4 == 0;
    return request;
}

void oneCall(Crowd& crowd, std::mt19937& random)
{
    const auto jobs = check(crowd, "jobs", crowd.library.jobs(20));
    const QString job = jobs && !jobs->empty() ? QString::fromStdString((*jobs)[random() % jobs->size()].id)
                                               : QStringLiteral("none");
    switch (random() % 8) {
    case 0:
        return void(check(crowd, "start", crowd.analysis.start(someRequest(random))));
    case 1:
        return void(check(crowd, "cancel", crowd.analysis.cancel(job)));
    case 2:
        return void(check(crowd, "retry", crowd.analysis.retry(job)));
    case 3:
        return void(check(crowd, "pause", crowd.analysis.pause(job)));
    case 4:
        return void(check(crowd, "resume", crowd.analysis.resume(job)));
    case 5:
        return void(check(crowd, "results", crowd.library.resultsOfJob(job)));
    case 6:
        return void(check(crowd, "latest", crowd.library.latestResults()));
    default:
        return void(check(crowd, "watchlist",
                          crowd.library.addToWatchlist(QStringLiteral("Default"),
                                                       {"T" + std::to_string(random() % 99) + ".NS"})));
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 5)
        return 2;
    QLoggingCategory::setFilterRules(QStringLiteral("tt.*=false"));
    Result<std::unique_ptr<Store>> store = Store::open(QString::fromLocal8Bit(argv[1]));
    if (!store) {
        std::fprintf(stderr, "%s\n", errorToJson(store.error()).c_str());
        return 1;
    }
    Library library(**store);
    AnalysisService analysis(**store, (*store)->clock());
    Crowd crowd{analysis, library, Steady::now() + std::chrono::seconds(std::atoi(argv[3]))};
    std::vector<std::thread> threads;
    std::atomic<int> left = std::atoi(argv[2]);
    for (int i = std::atoi(argv[2]); i > 0; --i) {
        threads.emplace_back([&crowd, &left, &application, seed = std::strtoul(argv[4], nullptr, 10) + i] {
            std::mt19937 random(static_cast<unsigned>(seed));
            while (Steady::now() < crowd.end)
                oneCall(crowd, random);
            if (--left == 0)
                QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
    }
    QCoreApplication::exec();
    for (std::thread& thread : threads)
        thread.join();
    std::printf("%d calls of %s threads\n", crowd.calls.load(), argv[2]);
    return crowd.faults == 0 ? 0 : 1;
}

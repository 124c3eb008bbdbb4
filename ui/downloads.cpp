// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/downloads.h"

#include "jobs/settings.h"
#include "store/store.h"
#include "ui/whendone.h"

#include <QUrl>

namespace tt {

namespace {

constexpr char kAddress[] = "download.address";

} // namespace

Downloads::Downloads(Store& store, const Settings& settings, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_settings(settings)
    , m_clock(clock)
{
}

Downloads::~Downloads() = default;

/// Made anew while nothing is under way: the address may be another one by now.
DownloadService& Downloads::service()
{
    if (isActive())
        return *m_service;
    DownloadOptions options;
    options.address = m_settings.text(kAddress);
    m_service = std::make_unique<DownloadService>(m_store, m_clock, std::move(options));
    connect(m_service.get(), &DownloadService::progress, this, &Downloads::progress);
    connect(m_service.get(), &DownloadService::paused, this, &Downloads::paused);
    connect(m_service.get(), &DownloadService::continued, this, &Downloads::continued);
    return *m_service;
}

void Downloads::start(const DownloadRequest& request)
{
    const QFuture<Result<DownloadReport>> answer = service().start(request);
    Q_EMIT started();
    whenDone(this, answer, [this](const Result<DownloadReport>& report) {
        if (report)
            Q_EMIT done(*report);
        else
            Q_EMIT failed(report.error());
    });
}

void Downloads::cancel()
{
    if (m_service)
        m_service->cancel();
}

QString Downloads::server() const
{
    return QUrl(QString::fromStdString(m_settings.text(kAddress))).host();
}

void Downloads::countPending()
{
    whenDone(this, service().pending(), [this](const Result<std::vector<std::string>>& tickers) {
        if (tickers)
            Q_EMIT pendingCounted(static_cast<int>(tickers->size()));
        else
            Q_EMIT failed(tickers.error());
    });
}

} // namespace tt

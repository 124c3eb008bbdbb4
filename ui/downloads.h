// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/downloadservice.h"

#include <QObject>
#include <QString>

#include <memory>

namespace tt {

class Clock;
class Settings;
class Store;

/// The window's downloads: one at a time, from the address that the settings name when it starts. Sends
/// nothing before start(). Lives in the window's thread and never waits.
class Downloads : public QObject
{
    Q_OBJECT

public:
    Downloads(Store& store, const Settings& settings, const Clock& clock, QObject* parent = nullptr);
    ~Downloads() override;

    void start(const DownloadRequest& request); ///< done() or failed() follows
    void cancel();
    bool isActive() const { return m_service && m_service->isActive(); }
    QString server() const; ///< "query1.finance.yahoo.com"
    void countPending();    ///< pendingCounted() follows

Q_SIGNALS:
    void started();
    void progress(int done, int total, const QString& ticker);
    /// Goes on by itself at that time (UTC ms).
    void paused(const QString& reason, qint64 untilMs);
    void continued();
    void done(const tt::DownloadReport& report);
    void failed(const tt::Error& error);
    void pendingCounted(int stocks); ///< what an earlier download left

private:
    DownloadService& service();

    Store& m_store;
    const Settings& m_settings;
    const Clock& m_clock;
    std::unique_ptr<DownloadService> m_service;
};

} // namespace tt

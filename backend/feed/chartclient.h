// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "feed/chartjson.h"

#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace tt {

struct ClientLimits
{
    std::chrono::milliseconds silence{10'000}; ///< without a byte
    std::chrono::milliseconds whole{60'000};   ///< for one answer
    qint64 bodyBytes = 20'000'000;             ///< unpacked
    int redirects = 5;
};

/// Whether an address may be asked: https, or http of this machine. nullptr, or what is wrong with it.
const char* addressFault(const QUrl& address);

/// GET {address}/v8/finance/chart/SYMBOL?period1&period2&interval=1d&events=div,splits, symbol
/// percent-encoded. TLS is verified; redirects go to https alone. Nothing is sent before get(). Lives in one
/// thread with an event loop; what is under way when it dies is never answered.
class ChartClient
{
public:
    using Answered = std::function<void(Result<HttpAnswer>)>;

    explicit ChartClient(QUrl address, ClientLimits limits = {});
    ~ChartClient();

    /// Calls `answered` once, from the event loop, whatever the HTTP status. Errors: NETWORK (no connection,
    /// timeout, cut off), REMOTE_TLS, REFUSED (a redirect to http or nowhere), DATA_INVALID (too large, does
    /// not unpack).
    void get(const ChartRequest& request, Answered answered);
    /// Ends what is under way, each with an error, before it returns.
    void cancel();
    QUrl urlOf(const ChartRequest& request) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// `Retry-After` as seconds or as an HTTP date, at most a day ahead; nullopt when it is neither.
std::optional<std::int64_t> retryAtMs(const QByteArray& header, std::int64_t nowMs);

} // namespace tt

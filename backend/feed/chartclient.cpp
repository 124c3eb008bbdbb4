// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/chartclient.h"

#include "base/clock.h"

#include <QDateTime>
#include <QHostAddress>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>
#include <optional>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMostWaitMs = 86'400'000;

/// The fault of a reply that brought no usable HTTP answer.
Error replyError(const QNetworkReply& reply, const std::string& symbol)
{
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return downloadError(ErrorCode::RemoteTls, "refused",
                             "The source could not prove who it is (" + reply.errorString().toStdString() +
                                 "), so nothing was read: check the computer's clock and the connection");
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::ProtocolUnknownError: // a redirect to nowhere
        return downloadError(ErrorCode::Refused, "refused",
                             "The source sent the request for " + symbol +
                                 " nowhere, or to a place that is not safe: check the source's address in "
                                 "the settings");
    case QNetworkReply::UnknownContentError: // does not unpack, or unpacks to far too much
    case QNetworkReply::ProtocolFailure:
        return downloadError(ErrorCode::DataInvalid, "bad data",
                             "The answer for " + symbol +
                                 " cannot be unpacked: check the source's address in the settings");
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return downloadError(ErrorCode::Network, "timeout",
                             "The source did not answer in time: try again later");
    default:
        return downloadError(ErrorCode::Network, "network",
                             "The source cannot be reached (" + reply.errorString().toStdString() +
                                 "): check the connection and try again");
    }
}

bool isLocal(const QString& host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

} // namespace

const char* addressFault(const QUrl& address)
{
    if (!address.isValid() || address.host().isEmpty())
        return "must be an address like https://query1.finance.yahoo.com";
    const bool safe = address.scheme() == "https"_L1;
    if (!safe && !(address.scheme() == "http"_L1 && isLocal(address.host())))
        return "must begin with https://";
    return address.userInfo().isEmpty() ? nullptr : "must hold no user name or password";
}

std::optional<std::int64_t> retryAtMs(const QByteArray& header, std::int64_t nowMs)
{
    bool isNumber = false;
    const qint64 seconds = header.trimmed().toLongLong(&isNumber);
    std::int64_t at = 0;
    if (isNumber && seconds >= 0) {
        at = nowMs + std::min<std::int64_t>(seconds, kMostWaitMs / 1000) * 1000;
    } else {
        QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()),
                                                 u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        if (!date.isValid())
            return std::nullopt;
        date.setTimeSpec(Qt::UTC);
        at = date.toMSecsSinceEpoch();
    }
    return std::clamp(at, nowMs, nowMs + kMostWaitMs);
}

class ChartClient::Private
{
public:
    struct Transfer
    {
        std::string symbol;
        Answered answered;
        QByteArray body;
        std::optional<Error> fault; ///< ours: why it was aborted
    };

    void follow(QNetworkReply* reply, std::shared_ptr<Transfer> transfer);
    void finish(QNetworkReply* reply, Transfer& transfer);

    QUrl address;
    ClientLimits limits;
    QNetworkAccessManager network; ///< last: dies first, and its replies with it
};

void ChartClient::Private::follow(QNetworkReply* reply, std::shared_ptr<Transfer> transfer)
{
    QObject::connect(reply, &QNetworkReply::redirected, reply, [reply, transfer](const QUrl& to) {
        if (to.scheme() == "https"_L1) {
            Q_EMIT reply->redirectAllowed();
            return;
        }
        transfer->fault = downloadError(ErrorCode::Refused, "refused",
                                        "The source sent the request for " + transfer->symbol +
                                            " to an address without https: check the source's address in "
                                            "the settings");
        reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [this, reply, transfer] {
        transfer->body += reply->readAll();
        if (transfer->body.size() <= limits.bodyBytes || transfer->fault)
            return;
        transfer->fault =
            downloadError(ErrorCode::DataInvalid, "bad data",
                          "The answer for " + transfer->symbol + " is too large to be daily bars");
        reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, &network,
                     [this, reply, transfer] { finish(reply, *transfer); });
    QTimer::singleShot(limits.whole, reply, [reply] { reply->abort(); });
}

void ChartClient::Private::finish(QNetworkReply* reply, Transfer& transfer)
{
    reply->deleteLater();
    if (transfer.fault)
        return transfer.answered(std::move(*transfer.fault));
    if (reply->isOpen())
        transfer.body += reply->readAll();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Every status of 400 and more is an error for Qt; ours is what keeps an answer from being whole.
    const bool isWhole = reply->error() == QNetworkReply::NoError || status >= 400;
    if (!isWhole)
        return transfer.answered(replyError(*reply, transfer.symbol));
    transfer.answered(HttpAnswer{status, std::move(transfer.body),
                                 retryAtMs(reply->rawHeader("Retry-After"), systemClock().nowMs())});
}

ChartClient::ChartClient(QUrl address, ClientLimits limits)
    : d(std::make_unique<Private>())
{
    d->address = std::move(address);
    d->limits = limits;
}

ChartClient::~ChartClient() = default;

QUrl ChartClient::urlOf(const ChartRequest& request) const
{
    QUrl url = d->address;
    const QByteArray symbol = QUrl::toPercentEncoding(QString::fromStdString(request.symbol));
    url.setPath(url.path(QUrl::FullyEncoded) + "/v8/finance/chart/"_L1 + QString::fromLatin1(symbol),
                QUrl::StrictMode);
    QUrlQuery query;
    query.addQueryItem(u"period1"_s, QString::number(request.from));
    query.addQueryItem(u"period2"_s, QString::number(request.to));
    query.addQueryItem(u"interval"_s, u"1d"_s);
    query.addQueryItem(u"events"_s, u"div,splits"_s);
    url.setQuery(query);
    return url;
}

void ChartClient::get(const ChartRequest& request, Answered answered)
{
    QNetworkRequest wanted(urlOf(request));
    wanted.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                        QNetworkRequest::UserVerifiedRedirectPolicy);
    wanted.setMaximumRedirectsAllowed(d->limits.redirects);
    wanted.setTransferTimeout(static_cast<int>(d->limits.silence.count()));
    wanted.setHeader(QNetworkRequest::UserAgentHeader, u"Mozilla/5.0 (compatible; TheTool)"_s);
    auto transfer = std::make_shared<Private::Transfer>();
    transfer->symbol = request.symbol;
    transfer->answered = std::move(answered);
    d->follow(d->network.get(wanted), std::move(transfer));
}

void ChartClient::cancel()
{
    for (QNetworkReply* reply : d->network.findChildren<QNetworkReply*>())
        reply->abort();
}

} // namespace tt

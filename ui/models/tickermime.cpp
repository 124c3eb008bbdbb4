// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tickermime.h"

#include <QMimeData>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

const QString kMime = u"application/x-thetool-tickers"_s;

} // namespace

QMimeData* tickerMime(const QStringList& tickers)
{
    auto* data = new QMimeData;
    data->setData(kMime, tickers.join(u'\n').toUtf8());
    data->setText(tickers.join(u'\n'));
    return data;
}

bool hasTickers(const QMimeData& data)
{
    return data.hasFormat(kMime);
}

QStringList tickersOf(const QMimeData& data)
{
    return hasTickers(data) ? QString::fromUtf8(data.data(kMime)).split(u'\n', Qt::SkipEmptyParts)
                            : tickersIn(data.text());
}

QStringList tickersIn(const QString& text)
{
    static const QRegularExpression between(u"[\\s,;]+"_s);
    static const QRegularExpression ticker(u"^[A-Z0-9^][A-Z0-9&.=_^-]{0,29}$"_s);
    QStringList tickers;
    for (const QString& word : text.toUpper().split(between, Qt::SkipEmptyParts)) {
        if (ticker.match(word).hasMatch())
            tickers += word;
    }
    tickers.removeDuplicates();
    return tickers;
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/votesmodel.h"

#include "engine/registry.h"
#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 6> kColumns = {{
    {TT_COLUMN("Indicator", "What votes"), false, 150},
    {TT_COLUMN("Value", "The headline value at the newest bar"), true, 84},
    {TT_COLUMN("Vote", "Buy, Sell or Neutral; undefined values abstain"), false, 80},
    {TT_COLUMN("Conf.", "Confidence: how clear the vote is, 0 to 1"), true, 78},
    {TT_COLUMN("Weight", "Category weight times indicator weight; 0 is switched off"), true, 56},
    {TT_COLUMN("Share", "What the vote adds to the score; the shares add up to it"), true, 60},
}};
#undef TT_COLUMN

QString utf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// As traders say it; the whole name is in the tooltip.
constexpr std::array<const char*, kIndicatorCount> kShortNames = {
    "RSI", "MACD", "ADX", "SAR",       "EMA", "Supertrend", "Stochastic",
    "CCI", "W%R",  "ATR", "Bollinger", "OBV", "CMF"};

/// Whether a vote takes part in confidence and share.
bool counts(const Vote& vote)
{
    return vote.defined && vote.weight > 0;
}

QVariant number(double value, bool shown = true)
{
    return shown && std::isfinite(value) ? QVariant(value) : QVariant();
}

QString valueText(double value, const std::string& ticker)
{
    return std::abs(value) >= 1e6 ? formatCompact(value, ticker) : formatNumber(value, 2);
}

QString text(const VoteRow& row, int column)
{
    const Vote& vote = row.vote;
    switch (column) {
    case VotesModel::Indicator:
        return QString::fromLatin1(kShortNames[indexOf(row.id)]);
    case VotesModel::Value:
        return valueText(vote.value, row.ticker);
    case VotesModel::Direction:
        return indicatorInfo(row.id).votes ? QString(voteMark(vote) + u' ' + voteText(vote))
                                           : undefinedText();
    case VotesModel::Confidence:
        return counts(vote) ? formatNumber(vote.confidence, 2) : undefinedText();
    case VotesModel::Weight:
        return formatNumber(vote.weight, 1);
    default:
        return counts(vote) ? formatSigned(vote.share, 3) : undefinedText();
    }
}

QVariant raw(const VoteRow& row, int column)
{
    const Vote& vote = row.vote;
    switch (column) {
    case VotesModel::Value:
        return number(vote.value);
    case VotesModel::Direction:
        return counts(vote) ? QVariant(vote.vote) : QVariant();
    case VotesModel::Confidence:
        return number(vote.confidence, counts(vote));
    case VotesModel::Weight:
        return number(vote.weight);
    case VotesModel::Share:
        return number(vote.share, counts(vote));
    default:
        return utf(indicatorInfo(row.id).key);
    }
}

Tone tone(const VoteRow& row, int column)
{
    if (!counts(row.vote))
        return Tone::Muted;
    if (column == VotesModel::Direction || column == VotesModel::Share)
        return voteTone(row.vote);
    return Tone::Normal;
}

} // namespace

void VotesModel::setAnalysis(const Analysis& analysis, const std::string& ticker)
{
    std::vector<VoteRow> rows;
    for (std::size_t i = 0; i < kIndicatorCount; ++i)
        rows.push_back({static_cast<IndicatorId>(i), analysis.votes[i], ticker});
    setRows(std::move(rows));
}

std::span<const TableColumn> VotesModel::columns() const
{
    return kColumns;
}

QVariant VotesModel::cell(int at, int column, int role) const
{
    const VoteRow& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, column);
    case Qt::ToolTipRole:
        return QString(utf(indicatorInfo(entry.id).name) + u": "_s + utf(indicatorInfo(entry.id).help));
    case SortRole:
        return raw(entry, column);
    case ToneRole:
        return static_cast<int>(tone(entry, column));
    case IdRole:
        return utf(indicatorInfo(entry.id).key);
    case FractionRole:
        return column == Confidence ? number(entry.vote.confidence, counts(entry.vote)) : QVariant();
    default:
        return {};
    }
}

} // namespace tt

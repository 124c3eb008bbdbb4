// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/palettemodel.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kWordStart = 8, kNeighbour = 5, kLetter = 1;

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 2> kColumns = {{
    {TT_COLUMN("Name", "What is gone to or done"), false, 380},
    {TT_COLUMN("Kind", "Stock, list, command or strategy"), false, 90},
}};
#undef TT_COLUMN

struct Fit
{
    int score;
    int recency;
    std::size_t entry;
};

} // namespace

std::optional<int> fuzzyScore(const QString& typed, const QString& text)
{
    int score = 0;
    qsizetype at = 0;
    bool isNeighbour = false;
    for (const QChar wanted : typed) {
        if (wanted.isSpace()) {
            isNeighbour = false;
            continue;
        }
        const qsizetype from = at;
        while (at < text.size() && text[at].toCaseFolded() != wanted.toCaseFolded())
            ++at;
        if (at == text.size())
            return std::nullopt;
        const bool isStart = at == 0 || !text[at - 1].isLetterOrNumber();
        score += isStart ? kWordStart : isNeighbour && at == from ? kNeighbour : kLetter;
        isNeighbour = true;
        ++at;
    }
    // Of two texts that fit alike the shorter is meant.
    return score * 1000 - static_cast<int>(std::min<qsizetype>(text.size(), 999));
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, const QStringList& recentKeys)
{
    m_entries = std::move(entries);
    m_recent = recentKeys;
    setTyped({});
}

/// 0: never used.
int PaletteModel::recency(const PaletteEntry& entry) const
{
    const qsizetype place = m_recent.indexOf(entry.key);
    return place < 0 ? 0 : static_cast<int>(m_recent.size() - place);
}

void PaletteModel::setTyped(const QString& typed)
{
    std::vector<Fit> fits;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (const std::optional<int> score = fuzzyScore(typed, m_entries[i].text))
            fits.push_back({typed.isEmpty() ? 0 : *score, recency(m_entries[i]), i});
    }
    const auto better = [](const Fit& a, const Fit& b) {
        const int scoreA = a.score + a.recency * 2000, scoreB = b.score + b.recency * 2000;
        return scoreA != scoreB ? scoreA > scoreB : a.entry < b.entry;
    };
    const std::size_t shown = std::min<std::size_t>(fits.size(), kMostShown);
    std::partial_sort(fits.begin(), fits.begin() + static_cast<std::ptrdiff_t>(shown), fits.end(), better);
    std::vector<PaletteEntry> rows;
    for (std::size_t i = 0; i < shown; ++i)
        rows.push_back(m_entries[fits[i].entry]);
    setRows(std::move(rows));
}

std::span<const TableColumn> PaletteModel::columns() const
{
    return kColumns;
}

QVariant PaletteModel::cell(int at, int column, int role) const
{
    const PaletteEntry& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return column == 0 ? entry.text : entry.kind;
    case IdRole:
        return entry.key;
    case ToneRole:
        return static_cast<int>(column == 0 ? Tone::Normal : Tone::Muted);
    default:
        return {};
    }
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/strategyfieldsmodel.h"

#include "engine/filterrules.h"
#include "engine/registry.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 6> kColumns = {{
    {TT_COLUMN("Part", "What the number belongs to"), false, 130},
    {TT_COLUMN("Number", "What it is"), false, 310},
    {TT_COLUMN("Value", "The strategy's value; an own strategy's can be edited"), true, 90},
    {TT_COLUMN("Compared", "The value of the strategy it is compared with; ≠ marks another one"), true, 100},
    {TT_COLUMN("Limits", "Least and most, both allowed"), true, 110},
    {TT_COLUMN("Key", "Its name on the command line"), false, 150},
}};
#undef TT_COLUMN

struct Label
{
    std::string_view key;
    const char* text;
};

#define TT_LABEL(key, text)                                                                                  \
    {                                                                                                        \
        key, QT_TRANSLATE_NOOP("tt::StrategyFields", text)                                                   \
    }
constexpr Label kLabels[] = {
    TT_LABEL("trend", "Trend indicators"),
    TT_LABEL("momentum", "Momentum indicators"),
    TT_LABEL("volatility", "Volatility indicators"),
    TT_LABEL("volume", "Volume indicators"),
    TT_LABEL("rsi_period", "RSI: period in bars"),
    TT_LABEL("macd_fast", "MACD: fast average in bars"),
    TT_LABEL("macd_slow", "MACD: slow average in bars"),
    TT_LABEL("macd_signal", "MACD: signal line in bars"),
    TT_LABEL("adx_period", "ADX: period in bars"),
    TT_LABEL("psar_start", "Parabolic SAR: first acceleration"),
    TT_LABEL("psar_step", "Parabolic SAR: step of the acceleration"),
    TT_LABEL("psar_max", "Parabolic SAR: largest acceleration"),
    TT_LABEL("ema_fast", "Moving averages: fast one in bars"),
    TT_LABEL("ema_slow", "Moving averages: slow one in bars"),
    TT_LABEL("supertrend_period", "Supertrend: period of its ATR in bars"),
    TT_LABEL("supertrend_factor", "Supertrend: distance in ATRs"),
    TT_LABEL("stochastic_period", "Stochastic: period in bars"),
    TT_LABEL("stochastic_smooth", "Stochastic: smoothing of %K in bars"),
    TT_LABEL("stochastic_signal", "Stochastic: %D in bars"),
    TT_LABEL("cci_period", "CCI: period in bars"),
    TT_LABEL("williams_period", "Williams %R: period in bars"),
    TT_LABEL("atr_period", "ATR: period in bars"),
    TT_LABEL("bollinger_period", "Bollinger bands: period in bars"),
    TT_LABEL("bollinger_width", "Bollinger bands: width in standard deviations"),
    TT_LABEL("cmf_period", "Chaikin money flow: period in bars"),
    TT_LABEL("stop_pct", "Narrowest stop, % of the entry"),
    TT_LABEL("widest_stop_pct", "Widest stop, % of the entry"),
    TT_LABEL("atr_multiple", "Stop in ATRs, between the two"),
    TT_LABEL("target_pct", "Target, % of the entry"),
    TT_LABEL("min_rr", "Least reward for each unit of risk"),
    TT_LABEL("position_limit_pct", "Largest position, % of the capital"),
};
#undef TT_LABEL

constexpr std::array<const char*, 5> kGroups = {
    QT_TRANSLATE_NOOP("tt::StrategyFields", "Category weight"),
    QT_TRANSLATE_NOOP("tt::StrategyFields", "Indicator weight"),
    QT_TRANSLATE_NOOP("tt::StrategyFields", "Parameter"),
    QT_TRANSLATE_NOOP("tt::StrategyFields", "Risk and plan"),
    QT_TRANSLATE_NOOP("tt::StrategyFields", "Entry filter"),
};

QString translated(const char* text)
{
    return QCoreApplication::translate("tt::StrategyFields", text);
}

QString utf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "filter2_1_low": the condition in words; "filter2_needed": how many of its conditions must hold.
QString filterLabel(const Strategy& strategy, const std::string& key)
{
    const QStringList parts = utf(key).split(u'_');
    const int group = parts.value(0).mid(6).toInt();
    const FilterGroup& filters = strategy.entryFilters[static_cast<std::size_t>(group - 1)];
    if (parts.value(1) == u"needed"_s)
        return translated(QT_TRANSLATE_NOOP("tt::StrategyFields", "Group %1: how many of %2 conditions hold"))
            .arg(group)
            .arg(filters.conditions.size());
    const auto condition = static_cast<std::size_t>(parts.value(1).toInt() - 1);
    const QString words = utf(filterText(filters.conditions[condition]));
    return (parts.value(2) == u"low"_s
                ? translated(QT_TRANSLATE_NOOP("tt::StrategyFields", "Group %1: %2 (lower number)"))
                : translated(QT_TRANSLATE_NOOP("tt::StrategyFields", "Group %1: %2 (upper number)")))
        .arg(group)
        .arg(words);
}

QString labelOf(const Strategy& strategy, const StrategyField& field)
{
    if (field.group == FieldGroup::Filter)
        return filterLabel(strategy, field.key);
    if (field.group == FieldGroup::IndicatorWeight)
        return utf(indicatorInfo(*indicatorFromKey(field.key)).name);
    for (const Label& label : kLabels) {
        if (label.key == field.key)
            return translated(label.text);
    }
    return utf(field.key);
}

QString numberOf(double value)
{
    return QString::number(value, 'g', 12);
}

} // namespace

StrategyFieldsModel::StrategyFieldsModel(QObject* parent)
    : TableModel(parent)
{
}

void StrategyFieldsModel::show(const Strategy& strategy, const Strategy* other, bool isEditable)
{
    Strategy next = strategy;
    const int before = rows();
    const int after = static_cast<int>(strategyFields(next).size());
    if (after < before)
        beginRemoveRows({}, after, before - 1);
    else if (after > before)
        beginInsertRows({}, before, after - 1);
    m_strategy = std::move(next);
    m_fields = strategyFields(m_strategy);
    m_other = other ? *other : Strategy{};
    m_otherFields = other ? strategyFields(m_other) : std::vector<StrategyField>{};
    m_isEditable = isEditable;
    if (after < before)
        endRemoveRows();
    else if (after > before)
        endInsertRows();
    if (after > 0)
        Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
}

std::span<const TableColumn> StrategyFieldsModel::columns() const
{
    return kColumns;
}

Qt::ItemFlags StrategyFieldsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = TableModel::flags(index);
    return index.isValid() && index.column() == Value && m_isEditable ? usual | Qt::ItemIsEditable : usual;
}

bool StrategyFieldsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    bool ok = false;
    const QString typed = value.toString().trimmed();
    double number = typed.toDouble(&ok);
    if (!ok)
        number = QLocale().toDouble(typed, &ok);
    const StrategyField& field = m_fields[static_cast<std::size_t>(index.row())];
    if (!ok || !std::isfinite(number) ||
        (field.whole && (number != std::floor(number) || std::abs(number) > 1e9)))
        return false;
    field.set(number);
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), columnCount() - 1));
    Q_EMIT edited();
    return true;
}

std::optional<double> StrategyFieldsModel::otherValue(int row) const
{
    const std::string& key = m_fields[static_cast<std::size_t>(row)].key;
    const auto found = std::find_if(m_otherFields.begin(), m_otherFields.end(),
                                    [&](const StrategyField& field) { return field.key == key; });
    return found == m_otherFields.end() ? std::nullopt : std::optional(found->value());
}

bool StrategyFieldsModel::differs(int row) const
{
    return !m_otherFields.empty() && otherValue(row) != m_fields[static_cast<std::size_t>(row)].value();
}

QVariant StrategyFieldsModel::text(int row, int column) const
{
    const StrategyField& field = m_fields[static_cast<std::size_t>(row)];
    switch (column) {
    case Group:
        return translated(kGroups[static_cast<std::size_t>(field.group)]);
    case Number:
        return labelOf(m_strategy, field);
    case Value:
        return numberOf(field.value());
    case Other: {
        const std::optional<double> other = otherValue(row);
        return (differs(row) ? u"≠ "_s : QString()) + (other                   ? numberOf(*other)
                                                       : m_otherFields.empty() ? QString()
                                                                               : undefinedText());
    }
    case Limits:
        return tr("%1 to %2").arg(numberOf(field.least), numberOf(field.most));
    default:
        return utf(field.key);
    }
}

QVariant StrategyFieldsModel::cell(int row, int column, int role) const
{
    const StrategyField& field = m_fields[static_cast<std::size_t>(row)];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return text(row, column);
    case Qt::EditRole:
        return column == Value ? text(row, Value) : QVariant();
    case SortRole:
        return column == Value ? QVariant(field.value()) : text(row, column);
    case ToneRole: {
        const bool outside = !(field.value() >= field.least && field.value() <= field.most);
        return static_cast<int>(column == Value && outside                             ? Tone::Down
                                : (column == Value || column == Other) && differs(row) ? Tone::Accent
                                : column == Group || column == Limits || column == Key ? Tone::Muted
                                                                                       : Tone::Normal);
    }
    default:
        return {};
    }
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plancard.h"

#include "text/format.h"
#include "text/palette.h"
#include "text/verdicttext.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/numberlabel.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr double kLargeShareOfTrading = 0.01;

struct LevelInfo
{
    const char* key;
    const char* title;
    Tone tone;
    ReportNumber number;
};

constexpr LevelInfo kLevels[] = {
    {"planEntry", QT_TRANSLATE_NOOP("tt::PlanCard", "Entry"), Tone::Normal, ReportNumber::Entry},
    {"planStop", QT_TRANSLATE_NOOP("tt::PlanCard", "Stop"), Tone::Down, ReportNumber::Stop},
    {"planTarget", QT_TRANSLATE_NOOP("tt::PlanCard", "Target"), Tone::Up, ReportNumber::Target},
};

/// Empty where the volume is not known; a part too small to be written is said to be.
QString tradedText(double part)
{
    if (!std::isfinite(part))
        return {};
    return part > 0 && part < 0.0001 ? u"< "_s + formatPercent(0.0001, 2) : formatPercent(part, 2);
}

struct FactInfo
{
    const char* key;
    const char* name;
    ReportNumber number;
};

constexpr FactInfo kFacts[] = {
    {"rewardRisk", QT_TRANSLATE_NOOP("tt::PlanCard", "Reward : risk"), ReportNumber::RewardRisk},
    {"shares", QT_TRANSLATE_NOOP("tt::PlanCard", "Shares"), ReportNumber::Shares},
    {"capital", QT_TRANSLATE_NOOP("tt::PlanCard", "Capital needed"), ReportNumber::Capital},
    {"risk", QT_TRANSLATE_NOOP("tt::PlanCard", "Value at risk"), ReportNumber::ValueAtRisk},
    {"reward", QT_TRANSLATE_NOOP("tt::PlanCard", "Reward at target"), ReportNumber::Reward},
    {"bound", QT_TRANSLATE_NOOP("tt::PlanCard", "Size"), ReportNumber::Shares},
    {"traded", QT_TRANSLATE_NOOP("tt::PlanCard", "Of daily trading"), ReportNumber::TradedShare},
};

} // namespace

PlanCard::PlanCard(QWidget* parent)
    : QFrame(parent)
    , m_status(new QLabel(this))
    , m_levels(new QWidget(this))
    , m_facts(new FactGrid(this))
    , m_warning(new QLabel(this))
{
    setObjectName(u"planCard"_s);
    setAccessibleName(tr("Trade plan"));
    m_status->setObjectName(u"planStatus"_s);
    m_status->setWordWrap(true);
    m_warning->setObjectName(u"planWarning"_s);
    m_warning->setWordWrap(true);
    buildLevels();
    for (const FactInfo& info : kFacts) {
        const QString key = QString::fromLatin1(info.key);
        m_facts->addRow(key, tr(info.name));
        m_facts->setClickable(key);
    }
    connect(m_facts, &FactGrid::clicked, this, [this](const QString& key, QWidget* value) {
        for (const FactInfo& info : kFacts) {
            if (key == QLatin1StringView(info.key))
                Q_EMIT asked(info.number, value);
        }
    });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(m_status);
    all->addWidget(m_levels);
    all->addWidget(m_facts);
    all->addWidget(m_warning);
}

void PlanCard::buildLevels()
{
    auto* grid = new QGridLayout(m_levels);
    grid->setContentsMargins(0, 0, 0, 2);
    grid->setVerticalSpacing(0);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setBold(true);
    for (int column = 0; column < 3; ++column) {
        const LevelInfo& info = kLevels[column];
        auto* title = new QLabel(tr(info.title), m_levels);
        setLabelTone(title, Tone::Muted);
        auto* price = new NumberLabel(m_levels);
        price->setObjectName(QString::fromLatin1(info.key));
        price->setAccessibleName(tr(info.title));
        price->setFont(large);
        price->setClickable(true);
        connect(price, &NumberLabel::clicked, this,
                [this, price, number = info.number] { Q_EMIT asked(number, price); });
        auto* distance = new QLabel(m_levels);
        const Qt::Alignment side = column == 0   ? Qt::AlignLeft
                                   : column == 1 ? Qt::AlignHCenter
                                                 : Qt::AlignRight;
        grid->addWidget(title, 0, column, side);
        grid->addWidget(price, 1, column, side);
        grid->addWidget(distance, 2, column, side);
        m_level[static_cast<std::size_t>(column)] = {price, distance};
    }
}

void PlanCard::setLevel(Level& level, double price, double entry, const std::string& ticker)
{
    level.price->setText(formatPrice(price, ticker));
    level.distance->setText(price == entry ? tr("last close") : formatChange(price / entry - 1));
}

void PlanCard::setAnalysis(const Analysis& analysis, const std::string& ticker)
{
    const bool planned = analysis.plan.has_value();
    const bool accepted = analysis.planStatus == PlanStatus::Ok;
    m_levels->setVisible(planned);
    m_facts->setVisible(planned);
    m_warning->hide();
    const QString kind = planned && analysis.plan->isShort ? tr("Short sale") : tr("Purchase");
    m_status->setText(
        accepted ? tr("%1 at the next open, stop and target in whole ticks.").arg(kind)
        : planned
            ? QString(planStatusText(analysis.planStatus) + u": "_s + planStatusHint(analysis.planStatus))
        : analysis.signal == Signal::Sell
            ? tr("Sell: leave the stock, or stay out of it. Short sales are planned when a run allows them.")
            : planStatusHint(analysis.planStatus));
    setLabelTone(m_status, accepted || !planned ? Tone::Muted : Tone::Warning);
    if (!planned)
        return;
    const TradePlan& plan = *analysis.plan;
    setLevel(m_level[0], plan.entry, plan.entry, ticker);
    setLevel(m_level[1], plan.stop, plan.entry, ticker);
    setLevel(m_level[2], plan.target, plan.entry, ticker);
    for (std::size_t i = 0; i < 3; ++i) {
        setLabelTone(m_level[i].price, kLevels[i].tone);
        setLabelTone(m_level[i].distance, Tone::Muted);
    }
    fillFacts(plan, ticker);
    showWarning(plan);
}

void PlanCard::fillFacts(const TradePlan& plan, const std::string& ticker)
{
    m_facts->setValue(u"rewardRisk"_s, formatNumber(plan.rewardRisk, 2) + u" : 1"_s);
    m_facts->setValue(u"shares"_s, formatNumber(plan.shares, 0, groupingOf(ticker)));
    m_facts->setValue(u"capital"_s, formatMoney(plan.capitalRequired, ticker));
    m_facts->setValue(u"risk"_s, formatMoney(plan.valueAtRisk, ticker), Tone::Normal,
                      tr("What is lost when the stop is hit, without costs and gaps"));
    m_facts->setValue(u"reward"_s, formatMoney(plan.reward, ticker));
    m_facts->setValue(u"bound"_s, sizeBoundText(plan.bound), Tone::Normal,
                      tr("Which of the two limits keeps the number of shares from being larger"));
    m_facts->setValue(u"traded"_s, tradedText(plan.tradedValueShare),
                      plan.tradedValueShare > kLargeShareOfTrading ? Tone::Warning : Tone::Normal,
                      tr("Capital needed as a part of the mean daily traded value of the last 20 bars"));
}

void PlanCard::showWarning(const TradePlan& plan)
{
    if (!(plan.tradedValueShare > kLargeShareOfTrading))
        return;
    m_warning->setText(tr("⚠ The position is %1 of what is traded in a day: it may move the price.")
                           .arg(formatPercent(plan.tradedValueShare, 1)));
    setLabelTone(m_warning, Tone::Warning);
    m_warning->show();
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/chartpage.h"

#include "charts/pricechart.h"
#include "engine/series.h"
#include "ui/actions.h"
#include "ui/widgets/demoribbon.h"
#include "ui/widgets/elidedlabel.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct RangeInfo
{
    PriceChart::Range range;
    const char* name;
    const char* text;
};

constexpr RangeInfo kRanges[] = {
    {PriceChart::Range::Month1, "range1M", QT_TRANSLATE_NOOP("tt::ChartPage", "1M")},
    {PriceChart::Range::Month3, "range3M", QT_TRANSLATE_NOOP("tt::ChartPage", "3M")},
    {PriceChart::Range::Month6, "range6M", QT_TRANSLATE_NOOP("tt::ChartPage", "6M")},
    {PriceChart::Range::Year1, "range1Y", QT_TRANSLATE_NOOP("tt::ChartPage", "1Y")},
    {PriceChart::Range::Year3, "range3Y", QT_TRANSLATE_NOOP("tt::ChartPage", "3Y")},
    {PriceChart::Range::All, "rangeAll", QT_TRANSLATE_NOOP("tt::ChartPage", "All")},
};
constexpr int kDefaultRange = 3;

struct StudyInfo
{
    PriceChart::Study study;
    const char* name;
    const char* text;
};

constexpr StudyInfo kStudies[] = {
    {PriceChart::Study::Ema, "studyEma", QT_TRANSLATE_NOOP("tt::ChartPage", "Moving averages (EMA)")},
    {PriceChart::Study::Bollinger, "studyBollinger", QT_TRANSLATE_NOOP("tt::ChartPage", "Bollinger bands")},
    {PriceChart::Study::Psar, "studyPsar", QT_TRANSLATE_NOOP("tt::ChartPage", "Parabolic SAR")},
    {PriceChart::Study::Supertrend, "studySupertrend", QT_TRANSLATE_NOOP("tt::ChartPage", "Supertrend")},
    {PriceChart::Study::PlanLevels, "studyPlan", QT_TRANSLATE_NOOP("tt::ChartPage", "Levels of the plan")},
    {PriceChart::Study::PastVerdicts, "studyPast", QT_TRANSLATE_NOOP("tt::ChartPage", "Past verdicts")},
};

struct PaneInfo
{
    PriceChart::Pane pane;
    const char* name;
    const char* text;
};

constexpr PaneInfo kPanes[] = {
    {PriceChart::Pane::Volume, "paneVolume", QT_TRANSLATE_NOOP("tt::ChartPage", "Volume")},
    {PriceChart::Pane::Rsi, "paneRsi", QT_TRANSLATE_NOOP("tt::ChartPage", "RSI")},
    {PriceChart::Pane::Macd, "paneMacd", QT_TRANSLATE_NOOP("tt::ChartPage", "MACD")},
    {PriceChart::Pane::Stochastic, "paneStochastic", QT_TRANSLATE_NOOP("tt::ChartPage", "Stochastic")},
    {PriceChart::Pane::Adx, "paneAdx", QT_TRANSLATE_NOOP("tt::ChartPage", "ADX")},
    {PriceChart::Pane::Cci, "paneCci", QT_TRANSLATE_NOOP("tt::ChartPage", "CCI")},
    {PriceChart::Pane::Williams, "paneWilliams", QT_TRANSLATE_NOOP("tt::ChartPage", "Williams %R")},
    {PriceChart::Pane::Atr, "paneAtr", QT_TRANSLATE_NOOP("tt::ChartPage", "ATR")},
    {PriceChart::Pane::Obv, "paneObv", QT_TRANSLATE_NOOP("tt::ChartPage", "OBV")},
    {PriceChart::Pane::Cmf, "paneCmf", QT_TRANSLATE_NOOP("tt::ChartPage", "Chaikin money flow")},
};

struct StyleInfo
{
    PriceChart::Style style;
    const char* name;
    const char* text;
};

constexpr StyleInfo kStyles[] = {
    {PriceChart::Style::Candles, "styleCandles", QT_TRANSLATE_NOOP("tt::ChartPage", "Candles")},
    {PriceChart::Style::Bars, "styleBars", QT_TRANSLATE_NOOP("tt::ChartPage", "Bars")},
    {PriceChart::Style::Line, "styleLine", QT_TRANSLATE_NOOP("tt::ChartPage", "Line")},
};

} // namespace

ChartPage::ChartPage(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_ribbon(new DemoRibbon(this))
    , m_title(new ElidedLabel(this))
    , m_ranges(new QActionGroup(this))
    , m_chart(new PriceChart(this))
{
    setObjectName(u"chartPage"_s);
    m_ribbon->setObjectName(u"chartRibbon"_s);
    m_title->setObjectName(u"chartTitle"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_chart->setObjectName(u"priceChart"_s);
    m_chart->setAccessibleName(tr("Price chart"));
    m_chart->setMinimumHeight(150);

    auto* bar = new QWidget(this);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(8, 3, 6, 3);
    line->setSpacing(2);
    line->addWidget(m_title, 1);
    buildRanges(bar);
    auto* shown = new QToolButton(bar);
    shown->setObjectName(u"chartMenuButton"_s);
    shown->setText(tr("&Show"));
    shown->setToolTip(tr("What the chart draws"));
    shown->setAutoRaise(true);
    shown->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(shown);
    menu->setObjectName(u"chartMenu"_s);
    buildMenu(menu);
    shown->setMenu(menu);
    line->addSpacing(6);
    line->addWidget(shown);
    m_chart->addActions({actions.at(ActionId::SaveChart), actions.at(ActionId::CopyChart)});
    m_chart->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(bar);
    all->addWidget(m_ribbon);
    all->addWidget(m_chart, 1);
    clear({});
}

void ChartPage::buildRanges(QWidget* bar)
{
    int number = 0;
    for (const RangeInfo& info : kRanges) {
        auto* action = new QAction(tr(info.text), m_ranges);
        action->setObjectName(QString::fromLatin1(info.name) + u"Action"_s);
        action->setCheckable(true);
        action->setChecked(number == kDefaultRange);
        action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + number)));
        action->setToolTip(
            tr("Show %1 (%2)").arg(action->text(), action->shortcut().toString(QKeySequence::NativeText)));
        addAction(action);
        auto* button = new QToolButton(bar);
        button->setObjectName(QString::fromLatin1(info.name));
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        bar->layout()->addWidget(button);
        connect(action, &QAction::triggered, this, [this, range = info.range] { m_chart->setRange(range); });
        ++number;
    }
    connect(m_chart, &PriceChart::rangeLeft, this, [this] {
        if (QAction* checked = m_ranges->checkedAction()) {
            m_ranges->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
            checked->setChecked(false);
        }
    });
}

void ChartPage::addSwitch(QMenu* menu, const QString& name, const QString& text, bool on,
                          std::function<void(bool)> apply)
{
    QAction* action = menu->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(on);
    connect(action, &QAction::toggled, this, [apply = std::move(apply)](bool shown) { apply(shown); });
    m_switches.push_back(action);
}

void ChartPage::buildMenu(QMenu* menu)
{
    for (const StudyInfo& info : kStudies)
        addSwitch(menu, QString::fromLatin1(info.name), tr(info.text), m_chart->isStudyVisible(info.study),
                  [this, study = info.study](bool on) { m_chart->setStudyVisible(study, on); });
    menu->addSeparator();
    for (const PaneInfo& info : kPanes)
        addSwitch(menu, QString::fromLatin1(info.name), tr(info.text), m_chart->isPaneVisible(info.pane),
                  [this, pane = info.pane](bool on) { m_chart->setPaneVisible(pane, on); });
    menu->addSeparator();
    auto* styles = new QActionGroup(menu);
    for (const StyleInfo& info : kStyles) {
        addSwitch(menu, QString::fromLatin1(info.name), tr(info.text), info.style == m_chart->style(),
                  [this, style = info.style](bool on) {
                      if (on)
                          m_chart->setStyle(style);
                  });
        styles->addAction(m_switches.back());
    }
    menu->addSeparator();
    addSwitch(menu, u"chartLog"_s, tr("Logarithmic scale"), false,
              [this](bool on) { m_chart->setLogScale(on); });
}

void ChartPage::setBars(const ChartBars& bars, const ResultRecord* result)
{
    const QString name = QString::fromStdString(bars.name);
    m_title->setText(QString::fromStdString(bars.ticker) + (name.isEmpty() ? QString() : u" · "_s + name));
    m_ribbon->setVisible(bars.isDemo);
    ChartContent content;
    content.ticker = bars.ticker;
    content.name = bars.name;
    content.bars = bars.bars;
    content.params = bars.params;
    content.studies = indicatorSeries(bars.bars, content.params);
    if (result && result->analysis.planStatus == PlanStatus::Ok)
        content.plan = result->analysis.plan;
    content.isDemo = bars.isDemo;
    m_chart->setContent(std::move(content));
    Q_EMIT contentChanged();
}

void ChartPage::setPast(const std::vector<ResultRecord>& newestFirst, const ResultRecord& shown)
{
    std::vector<ChartMark> marks;
    for (auto result = newestFirst.rbegin(); result != newestFirst.rend(); ++result) {
        const Day day = result->analysis.lastBar;
        if (result->strategyId != shown.strategyId || day >= shown.analysis.lastBar)
            continue;
        if (!marks.empty() && marks.back().day == day)
            marks.pop_back(); // the same bar, judged again
        marks.push_back({day, result->analysis.verdict});
    }
    m_chart->setMarks(std::move(marks));
}

bool ChartPage::hasBars() const
{
    return !m_chart->content().bars.empty();
}

void ChartPage::clear(const QString& text)
{
    m_title->clear();
    m_ribbon->hide();
    m_chart->clear(text);
    Q_EMIT contentChanged();
}

void ChartPage::saveTo(QSettings& state) const
{
    for (const QAction* action : m_switches)
        state.setValue(u"chart/"_s + action->objectName(), action->isChecked());
    if (const QAction* range = m_ranges->checkedAction())
        state.setValue(u"chart/range"_s, m_ranges->actions().indexOf(range));
}

void ChartPage::restoreFrom(const QSettings& state)
{
    for (QAction* action : m_switches)
        action->setChecked(state.value(u"chart/"_s + action->objectName(), action->isChecked()).toBool());
    const int range = state.value(u"chart/range"_s, kDefaultRange).toInt();
    if (range >= 0 && range < m_ranges->actions().size())
        m_ranges->actions().at(range)->trigger();
}

} // namespace tt

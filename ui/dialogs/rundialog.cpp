// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/rundialog.h"

#include "engine/strategy.h"
#include "jobs/validaterequest.h"
#include "text/errortext.h"
#include "text/format.h"
#include "ui/dialogs/filedialogs.h"
#include "ui/widgets/factgrid.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

/// Risk in percent, and the position limit as a multiple of the strategy's, at most `mostLimit` percent.
struct Preset
{
    const char* name;
    double risk, limitFactor, mostLimit;
};

constexpr Preset kPresets[] = {
    {QT_TRANSLATE_NOOP("tt::RunDialog", "Conservative"), 0.5, 0.5, 100},
    {QT_TRANSLATE_NOOP("tt::RunDialog", "Default"), 2, 1, 100},
    {QT_TRANSLATE_NOOP("tt::RunDialog", "Aggressive"), 3, 1.5, 50},
};
constexpr int kDefaultPreset = 1;
constexpr int kCustomPreset = 3;
constexpr int kListRole = Qt::UserRole + 1; ///< number of the watchlist of a scope

struct SpinInfo
{
    const char* name;
    double least, most, step;
    int decimals;
    const char* suffix;
};

QDoubleSpinBox* spinBox(const SpinInfo& info, QWidget* parent)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setObjectName(QString::fromLatin1(info.name));
    box->setDecimals(info.decimals);
    box->setRange(info.least, info.most);
    box->setSingleStep(info.step);
    box->setSuffix(QString::fromLatin1(info.suffix));
    box->setGroupSeparatorShown(true);
    return box;
}

bool same(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

} // namespace

RunDialog::RunDialog(RunScopes scopes, AnalysisRequest defaults, FileDialogs& files, QWidget* parent)
    : QDialog(parent)
    , m_scopes(std::move(scopes))
    , m_defaults(std::move(defaults))
    , m_files(files)
    , m_form(new QFormLayout(this))
{
    setObjectName(u"runDialog"_s);
    setWindowTitle(tr("Analyze"));
    setMinimumWidth(460);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    buildScope();
    buildSettings();
    buildButtons();
    fillScopes();
    applyDefaults();
    update();
}

void RunDialog::buildScope()
{
    m_scope = new QComboBox(this);
    m_scope->setObjectName(u"runScope"_s);
    m_count = new QSpinBox(this);
    m_count->setObjectName(u"runDemoCount"_s);
    m_count->setRange(1, 100'000);
    m_count->setGroupSeparatorShown(true);
    m_count->setValue(m_defaults.demoCount);
    m_pathRow = new QWidget(this);
    m_path = new QLineEdit(m_pathRow);
    m_path->setObjectName(u"runPath"_s);
    m_path->setAccessibleName(tr("File or folder"));
    auto* browse = new QToolButton(m_pathRow);
    browse->setObjectName(u"runBrowse"_s);
    browse->setText(tr("Browse…"));
    auto* line = new QHBoxLayout(m_pathRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_path);
    line->addWidget(browse);
    m_form->addRow(tr("&What"), m_scope);
    m_form->addRow(tr("&Number of stocks"), m_count);
    m_form->addRow(tr("&File or folder"), m_pathRow);
    static_cast<QLabel*>(m_form->labelForField(m_pathRow))->setBuddy(m_path);

    connect(m_scope, &QComboBox::currentIndexChanged, this, &RunDialog::update);
    connect(m_count, &QSpinBox::valueChanged, this, &RunDialog::update);
    connect(m_path, &QLineEdit::textChanged, this, &RunDialog::update);
    connect(browse, &QToolButton::clicked, this,
            [this] { m_files.openFolder(this, [this](const QString& path) { m_path->setText(path); }); });
}

void RunDialog::buildSettings()
{
    m_preset = new QComboBox(this);
    m_preset->setObjectName(u"runPreset"_s);
    for (const Preset& preset : kPresets)
        m_preset->addItem(tr(preset.name));
    m_preset->addItem(tr("Own values"));
    m_strategy = new QComboBox(this);
    m_strategy->setObjectName(u"runStrategy"_s);
    for (const Strategy& each : m_scopes.strategies) {
        const bool own = !findBuiltInStrategy(each.id);
        m_strategy->addItem(own ? tr("%1 (own)").arg(QString::fromStdString(each.name))
                                : QString::fromStdString(each.id + "  " + each.name));
    }
    m_capital = spinBox({"runCapital", 0.01, 100'000'000, 10'000, 2, ""}, this);
    m_risk = spinBox({"runRisk", 0.1, 10, 0.1, 2, " %"}, this);
    m_limit = spinBox({"runLimit", 1, 100, 1, 2, " %"}, this);
    m_rewardRisk = spinBox({"runRewardRisk", 0, 10, 0.1, 2, ""}, this);
    m_short = new QCheckBox(tr("Plan &short sales for Sell verdicts"), this);
    m_short->setObjectName(u"runShort"_s);
    m_form->addRow(tr("S&trategy"), m_strategy);
    m_form->addRow(tr("&Preset"), m_preset);
    m_form->addRow(tr("&Capital"), m_capital);
    m_form->addRow(tr("&Risk a trade"), m_risk);
    m_form->addRow(tr("&Largest position"), m_limit);
    m_form->addRow(tr("Least r&eward:risk"), m_rewardRisk);
    m_form->addRow(QString(), m_short);

    connect(m_preset, &QComboBox::activated, this, &RunDialog::applyPreset);
    connect(m_strategy, &QComboBox::activated, this, &RunDialog::applyDefaults);
    connect(m_capital, &QDoubleSpinBox::valueChanged, this, &RunDialog::update);
    connect(m_rewardRisk, &QDoubleSpinBox::valueChanged, this, &RunDialog::update);
    connect(m_short, &QCheckBox::toggled, this, &RunDialog::update);
    connect(m_risk, &QDoubleSpinBox::valueChanged, this, &RunDialog::markCustom);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &RunDialog::markCustom);
}

void RunDialog::buildButtons()
{
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(u"runSentence"_s);
    m_sentence->setAccessibleName(tr("What will run"));
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->addRow(m_sentence);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_run = buttons->addButton(tr("&Analyze"), QDialogButtonBox::AcceptRole);
    m_run->setObjectName(u"runStart"_s);
    m_run->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"runCancel"_s);
    m_form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT requested(request());
        accept();
    });
}

void RunDialog::addScope(Scope value, const QString& text, int list)
{
    m_scope->addItem(text, static_cast<int>(value));
    m_scope->setItemData(m_scope->count() - 1, list, kListRole);
}

void RunDialog::fillScopes()
{
    const int selected = static_cast<int>(m_scopes.selected.size());
    if (selected > 0)
        addScope(Scope::Selected,
                 selected == 1 ? tr("Selected: %1").arg(QString::fromStdString(m_scopes.selected.front()))
                               : tr("%n selected stocks", nullptr, selected));
    if (m_scopes.stored > 0)
        addScope(Scope::Stored, tr("All stored stocks (%1)").arg(formatCount(m_scopes.stored)));
    int number = 0;
    for (const RunList& each : m_scopes.lists)
        addScope(Scope::List, tr("Watchlist %1 (%2)").arg(each.name, formatCount(each.stocks)), number++);
    addScope(Scope::Demo, tr("Demo data"));
    addScope(Scope::Files, tr("Price files, without storing them"));
    chooseScope();
}

/// Several selected rows, else the shown watchlist, else everything that is stored.
void RunDialog::chooseScope()
{
    const auto shown = std::find_if(m_scopes.lists.begin(), m_scopes.lists.end(),
                                    [](const RunList& each) { return each.isShown; });
    if (m_scopes.selected.size() <= 1 && shown != m_scopes.lists.end()) {
        m_scope->setCurrentIndex(
            m_scope->findData(static_cast<int>(shown - m_scopes.lists.begin()), kListRole));
        return;
    }
    const Scope wanted = m_scopes.selected.size() > 1                  ? Scope::Selected
                         : m_scopes.stored > 0 && !m_scopes.preferDemo ? Scope::Stored
                                                                       : Scope::Demo;
    m_scope->setCurrentIndex(m_scope->findData(static_cast<int>(wanted)));
}

void RunDialog::applyDefaults()
{
    m_applying = true;
    const auto& all = m_scopes.strategies;
    const Strategy* builtIn = findBuiltInStrategy(m_defaults.strategy);
    const auto known = std::find_if(all.begin(), all.end(), [&](const Strategy& each) {
        return each.id == (builtIn ? builtIn->id : m_defaults.strategy) || each.name == m_defaults.strategy;
    });
    if (known != all.end() && sender() != m_strategy)
        m_strategy->setCurrentIndex(static_cast<int>(known - all.begin()));
    m_capital->setValue(m_defaults.capital.value_or(100'000));
    m_risk->setValue(m_defaults.riskPct.value_or(kPresets[kDefaultPreset].risk));
    m_limit->setValue(m_defaults.positionLimitPct.value_or(strategy().risk.positionLimitPct));
    m_rewardRisk->setValue(m_defaults.minRewardRisk.value_or(strategy().risk.minRewardRisk));
    m_short->setChecked(m_defaults.allowShort);
    m_preset->setCurrentIndex(kDefaultPreset);
    m_applying = false;
    markCustom();
}

void RunDialog::applyPreset()
{
    if (m_preset->currentIndex() == kCustomPreset)
        return;
    const Preset& preset = kPresets[m_preset->currentIndex()];
    const bool own = m_preset->currentIndex() == kDefaultPreset;
    const double limit = strategy().risk.positionLimitPct;
    m_applying = true;
    m_risk->setValue(own ? m_defaults.riskPct.value_or(preset.risk) : preset.risk);
    m_limit->setValue(own ? m_defaults.positionLimitPct.value_or(limit)
                          : std::min(limit * preset.limitFactor, preset.mostLimit));
    m_applying = false;
    update();
}

/// The preset that the values fit, else "Own values".
void RunDialog::markCustom()
{
    if (m_applying)
        return;
    const double limit = strategy().risk.positionLimitPct;
    int fitting = kCustomPreset;
    for (int i = 0; i < kCustomPreset; ++i) {
        const Preset& preset = kPresets[i];
        if (same(m_risk->value(), preset.risk) &&
            same(m_limit->value(), std::min(limit * preset.limitFactor, preset.mostLimit)))
            fitting = i;
    }
    m_preset->setCurrentIndex(fitting);
    update();
}

void RunDialog::update()
{
    m_form->setRowVisible(m_count, scope() == Scope::Demo);
    m_form->setRowVisible(m_pathRow, scope() == Scope::Files);
    QString problem;
    if (scope() == Scope::Files && m_path->text().trimmed().isEmpty())
        problem = tr("Choose the file or folder to read.");
    else if (const Result<CheckedRequest> checked = validateRequest(request(), &strategy()); !checked)
        problem = errorText(checked.error());
    m_run->setEnabled(problem.isEmpty());
    m_sentence->setText(problem.isEmpty() ? scopeSentence() + u' ' + settingsSentence() : problem);
    setLabelTone(m_sentence, problem.isEmpty() ? Tone::Normal : Tone::Warning);
}

RunDialog::Scope RunDialog::scope() const
{
    return static_cast<Scope>(m_scope->currentData().toInt());
}

const Strategy& RunDialog::strategy() const
{
    return m_scopes.strategies[static_cast<std::size_t>(std::max(0, m_strategy->currentIndex()))];
}

const RunList& RunDialog::list() const
{
    return m_scopes.lists[static_cast<std::size_t>(m_scope->currentData(kListRole).toInt())];
}

QString RunDialog::scopeSentence() const
{
    switch (scope()) {
    case Scope::Selected:
        return m_scopes.selected.size() == 1
                   ? tr("Analyzes %1.").arg(QString::fromStdString(m_scopes.selected.front()))
                   : tr("Analyzes the %n selected stocks.", nullptr,
                        static_cast<int>(m_scopes.selected.size()));
    case Scope::List:
        return tr("Analyzes the %1 stocks of the watchlist %2.").arg(formatCount(list().stocks), list().name);
    case Scope::Stored:
        return tr("Analyzes all %1 stored stocks.").arg(formatCount(m_scopes.stored));
    case Scope::Demo:
        return tr("Analyzes %1 made-up stocks of %2 bars each.")
            .arg(formatCount(m_count->value()), formatCount(m_defaults.demoBars));
    case Scope::Files:
        break;
    }
    return tr("Reads and analyzes every stock in %1; the prices are not stored.")
        .arg(m_path->text().trimmed());
}

QString RunDialog::settingsSentence() const
{
    const QString text = tr("Strategy %1, capital %2, at most %3 % of it at risk and %4 % in one position, "
                            "reward:risk at least %5, %6.");
    return text.arg(QString::fromStdString(strategy().name), formatNumber(m_capital->value(), 0),
                    QString::number(m_risk->value()), QString::number(m_limit->value()),
                    QString::number(m_rewardRisk->value()),
                    m_short->isChecked() ? tr("short sales planned") : tr("no short sales"));
}

AnalysisRequest RunDialog::request() const
{
    AnalysisRequest made = m_defaults;
    made.selection = Selection::All;
    switch (scope()) {
    case Scope::Selected:
        made.source = m_scopes.selectedIsDemo ? RequestSource::Demo : RequestSource::Stored;
        made.selection = Selection::Typed;
        made.tickers = m_scopes.selected;
        break;
    case Scope::List:
        made.source = RequestSource::Stored;
        made.selection = Selection::Watchlist;
        made.watchlist = list().name.toStdString();
        break;
    case Scope::Stored:
        made.source = RequestSource::Stored;
        break;
    case Scope::Demo:
        made.source = RequestSource::Demo;
        made.demoCount = m_count->value();
        break;
    case Scope::Files:
        made.source = RequestSource::Csv;
        made.csvPath = m_path->text().trimmed().toStdString();
        break;
    }
    made.strategy = strategy().id;
    made.capital = m_capital->value();
    made.riskPct = m_risk->value();
    made.positionLimitPct = m_limit->value();
    made.minRewardRisk = m_rewardRisk->value();
    made.allowShort = m_short->isChecked();
    return made;
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/strategiespage.h"

#include "jobs/strategyjson.h"
#include "text/errortext.h"
#include "text/format.h"
#include "ui/desk.h"
#include "ui/dialogs/namedialog.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/whatif.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 10> kColumns = {{
    {TT_COLUMN("Strategy", "Name; a dot marks edits that are not saved"), false, 220},
    {TT_COLUMN("Kind", "Built in and read-only, or your own"), false, 90},
    {TT_COLUMN("Trend", "Weight of the trend indicators"), true, 70},
    {TT_COLUMN("Momentum", "Weight of the momentum indicators"), true, 90},
    {TT_COLUMN("Volatility", "Weight of the volatility indicators"), true, 80},
    {TT_COLUMN("Volume", "Weight of the volume indicators"), true, 75},
    {TT_COLUMN("Stop", "Narrowest stop in % of the entry"), true, 70},
    {TT_COLUMN("Target", "Target in % of the entry"), true, 70},
    {TT_COLUMN("Least R:R", "Least reward for each unit of risk"), true, 85},
    {TT_COLUMN("Position", "Largest position in % of the capital"), true, 85},
}};
#undef TT_COLUMN

double numberAt(const Strategy& strategy, int column)
{
    switch (column) {
    case StrategiesModel::Stop:
        return strategy.risk.stopPct;
    case StrategiesModel::Target:
        return strategy.risk.targetPct;
    case StrategiesModel::RewardRisk:
        return strategy.risk.minRewardRisk;
    case StrategiesModel::Limit:
        return strategy.risk.positionLimitPct;
    default:
        return strategy.categoryWeight[static_cast<std::size_t>(column - StrategiesModel::Trend)];
    }
}

QString textAt(const ListedStrategy& row, int column)
{
    const QString name = QString::fromStdString(row.strategy.name);
    if (column == StrategiesModel::Name)
        return row.isEdited ? name + u" •"_s : name;
    if (column == StrategiesModel::Kind)
        return isBuiltIn(row.strategy) ? QCoreApplication::translate("tt::Columns", "built in")
                                       : QCoreApplication::translate("tt::Columns", "own");
    const QString number = QString::number(numberAt(row.strategy, column));
    return column == StrategiesModel::Stop || column == StrategiesModel::Target ||
                   column == StrategiesModel::Limit
               ? number + u" %"_s
               : number;
}

QPushButton* button(const QString& name, const QString& text, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setAutoDefault(false);
    return made;
}

} // namespace

std::span<const TableColumn> StrategiesModel::columns() const
{
    return kColumns;
}

QVariant StrategiesModel::cell(int at, int column, int role) const
{
    const ListedStrategy& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return textAt(entry, column);
    case SortRole:
        return column <= Kind ? QVariant(textAt(entry, column)) : QVariant(numberAt(entry.strategy, column));
    case IdRole:
        return QString::fromStdString(entry.strategy.id);
    case ToneRole:
        return static_cast<int>(column == Name && entry.isEdited ? Tone::Warning
                                : column == Kind                 ? Tone::Muted
                                                                 : Tone::Normal);
    default:
        return {};
    }
}

StrategiesPage::StrategiesPage(QWidget* parent)
    : QWidget(parent)
    , m_split(new QSplitter(Qt::Vertical, this))
    , m_list(new TableView(u"strategiesTable"_s, this))
{
    setObjectName(u"strategiesPage"_s);
    m_list->setAccessibleName(tr("Strategies"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setTable(&m_all, &m_all);
    m_split->setObjectName(u"strategiesSplitter"_s);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_list);
    m_split->addWidget(buildLower());
    m_split->setSizes({200, 420});
    m_split->setStretchFactor(1, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_split);
    connect(m_list, &TableView::currentRowChanged, this, &StrategiesPage::showCurrent);
    connect(&m_fields, &StrategyFieldsModel::edited, this, &StrategiesPage::noteEdit);
}

QWidget* StrategiesPage::buildLower()
{
    auto* lower = new QWidget(this);
    makeLower(lower);
    connectLower();
    auto* compareName = new QLabel(tr("Compare &with"), lower);
    compareName->setBuddy(m_compare);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_name, 1);
    line->addWidget(m_about);
    line->addSpacing(8);
    line->addWidget(compareName);
    line->addWidget(m_compare);
    line->addSpacing(8);
    for (QPushButton* each : {m_copy, m_save, m_revert, m_remove})
        line->addWidget(each);
    auto* problems = new QHBoxLayout;
    problems->addWidget(m_problem, 1);
    problems->addWidget(m_takeTheirs);
    problems->addWidget(m_keepMine);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(8, 6, 8, 6);
    head->addLayout(line);
    head->addLayout(problems);
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_numbers, 1);
    column->addWidget(m_whatIf);
    return lower;
}

void StrategiesPage::makeLower(QWidget* lower)
{
    m_name = new QLineEdit(lower);
    m_name->setObjectName(u"strategyName"_s);
    m_name->setAccessibleName(tr("Name of the strategy"));
    m_name->setMaxLength(100);
    m_compare = new QComboBox(lower);
    m_compare->setObjectName(u"strategyCompare"_s);
    m_about = new QLabel(lower);
    m_about->setObjectName(u"strategyAbout"_s);
    m_copy = button(u"strategyCopy"_s, tr("&Copy…"), lower);
    m_save = button(u"strategySave"_s, tr("&Save"), lower);
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_S));
    m_revert = button(u"strategyRevert"_s, tr("Re&vert"), lower);
    m_remove = button(u"strategyDelete"_s, tr("&Delete…"), lower);
    m_problem = new QLabel(lower);
    m_problem->setObjectName(u"strategyProblem"_s);
    m_problem->setWordWrap(true);
    m_takeTheirs = button(u"strategyTakeTheirs"_s, tr("Show the other version"), lower);
    m_keepMine = button(u"strategyKeepMine"_s, tr("Save mine over it"), lower);
    m_numbers = new TableView(u"strategyNumbers"_s, lower);
    m_numbers->setAccessibleName(tr("Numbers of the strategy"));
    m_numbers->setTable(&m_fields, &m_fields);
    m_numbers->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                               QAbstractItemView::AnyKeyPressed);
    m_numbers->horizontalHeader()->setStretchLastSection(true);
    m_whatIf = new WhatIf(lower);
}

void StrategiesPage::connectLower()
{
    connect(m_compare, &QComboBox::activated, this, &StrategiesPage::showCurrent);
    connect(m_name, &QLineEdit::textEdited, this, &StrategiesPage::noteEdit);
    connect(m_copy, &QPushButton::clicked, this, &StrategiesPage::askCopy);
    connect(m_save, &QPushButton::clicked, this, &StrategiesPage::save);
    connect(m_revert, &QPushButton::clicked, this, &StrategiesPage::revert);
    connect(m_takeTheirs, &QPushButton::clicked, this, &StrategiesPage::revert);
    connect(m_keepMine, &QPushButton::clicked, this, &StrategiesPage::keepMine);
    connect(m_remove, &QPushButton::clicked, this, &StrategiesPage::askRemove);
    connect(m_numbers, &TableView::currentRowChanged, this, &StrategiesPage::showField);
    connect(m_whatIf, &WhatIf::moved, this, &StrategiesPage::moveField);
}

void StrategiesPage::bind(Desk& desk)
{
    m_desk = &desk;
    const Strategies& strategies = desk.strategies();
    connect(&strategies, &Strategies::changed, this, &StrategiesPage::refreshList);
    connect(&strategies, &Strategies::saved, this, &StrategiesPage::onSaved);
    connect(&strategies, &Strategies::saveFailed, this, &StrategiesPage::onSaveFailed);
    const StrategyPreviewer& previewer = desk.previewer();
    connect(&previewer, &StrategyPreviewer::ready, this,
            [this](const StrategyPreview& preview) { m_whatIf->showPreview(preview, m_against); });
    connect(&previewer, &StrategyPreviewer::failed, this,
            [this](const Error& error) { m_whatIf->showFailure(errorText(error)); });
    connect(&desk, &Desk::instrumentsChanged, this, &StrategiesPage::askPreview);
    refreshList();
    choose(strategies.all().front().id);
}

void StrategiesPage::refreshList()
{
    const std::string shown = m_shown;
    const QString compared = m_compare->currentData().toString();
    std::vector<ListedStrategy> rows;
    m_compare->clear();
    m_compare->addItem(tr("nothing"));
    for (const Strategy& each : m_desk->strategies().all()) {
        rows.push_back({each, m_drafts.contains(each.id)});
        m_compare->addItem(QString::fromStdString(each.name), QString::fromStdString(each.id));
    }
    m_compare->setCurrentIndex(std::max(0, m_compare->findData(compared)));
    m_all.setRows(std::move(rows));
    choose(shown);
    showCurrent();
}

void StrategiesPage::choose(const std::string& id)
{
    for (int row = 0; row < m_all.rowCount(); ++row) {
        if (m_all.row(row).strategy.id == id)
            m_list->setCurrentIndex(m_all.index(row, 0));
    }
}

const Strategy* StrategiesPage::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &m_all.row(index.row()).strategy : nullptr;
}

void StrategiesPage::showCurrent()
{
    const Strategy* stored = current();
    if (!stored)
        return;
    const bool isOther = m_shown != stored->id;
    m_shown = stored->id;
    const auto draft = m_drafts.find(stored->id);
    const Strategy& shown = draft == m_drafts.end() ? *stored : draft->second;
    const bool own = !isBuiltIn(*stored);
    m_fields.show(shown, m_desk->strategies().find(m_compare->currentData().toString().toStdString()), own);
    if (m_name->text() != QString::fromStdString(shown.name))
        m_name->setText(QString::fromStdString(shown.name));
    m_name->setReadOnly(!own);
    m_about->setText(own ? tr("own, revision %1").arg(stored->revision)
                         : tr("built in: copy it to change numbers"));
    setLabelTone(m_about, Tone::Muted);
    if (draft != m_drafts.end() && draft->second.revision < stored->revision)
        showProblem(
            tr("This strategy was saved elsewhere meanwhile, as revision %1. Your edits are kept until "
               "you decide.")
                .arg(stored->revision),
            true);
    else if (isOther)
        showProblem({});
    updateButtons();
    showField();
    askPreview();
}

/// The slider moves the number that is chosen in the table.
void StrategiesPage::showField()
{
    const Strategy* stored = current();
    const QModelIndex at = m_numbers->currentIndex();
    if (!stored || isBuiltIn(*stored))
        return m_whatIf->showNoField(
            tr("What the market says by this strategy; copy it to try other numbers"));
    if (!at.isValid())
        return m_whatIf->showNoField(tr("Choose a number above to move it and see what changes"));
    m_whatIf->showField(at.siblingAtColumn(StrategyFieldsModel::Number).data().toString(),
                        m_fields.field(at.row()));
}

void StrategiesPage::moveField(double value)
{
    const QModelIndex at = m_numbers->currentIndex();
    if (at.isValid())
        m_fields.setData(at.siblingAtColumn(StrategyFieldsModel::Value), value);
}

/// Beside the strategy that is compared with, else beside what is saved.
void StrategiesPage::askPreview()
{
    const Strategy* stored = current();
    if (!stored || !isVisible())
        return;
    const auto draft = m_drafts.find(stored->id);
    const Strategy& shown = draft == m_drafts.end() ? *stored : draft->second;
    const Strategy* other = m_desk->strategies().find(m_compare->currentData().toString().toStdString());
    m_against = other                     ? QString::fromStdString(other->name)
                : draft != m_drafts.end() ? tr("the saved strategy")
                                          : QString();
    if (numberFaults(shown).empty())
        m_desk->previewer().ask(shown, other ? *other : *stored);
    else
        m_whatIf->showFailure(tr("Not judged: a number of the strategy is not valid."));
}

void StrategiesPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_desk)
        return;
    m_whatIf->showWaiting();
    askPreview();
}

void StrategiesPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (m_desk)
        m_desk->previewer().release(); // a whole market is much memory for a page that nobody sees
}

void StrategiesPage::noteEdit()
{
    const Strategy* stored = current();
    if (!stored || isBuiltIn(*stored))
        return;
    const auto known = m_drafts.find(stored->id);
    Strategy draft = m_fields.strategy();
    draft.name = m_name->text().toStdString();
    draft.revision = known == m_drafts.end() ? stored->revision : known->second.revision;
    m_drafts[stored->id] = draft;
    const std::vector<Violation> faults = strategyFaults(draft);
    showProblem(faults.empty() ? QString() : errorText(validationError(faults)));
    std::vector<ListedStrategy> rows = m_all.all();
    for (ListedStrategy& row : rows)
        row.isEdited = m_drafts.contains(row.strategy.id);
    m_all.setRows(std::move(rows));
    m_fields.show(draft, m_desk->strategies().find(m_compare->currentData().toString().toStdString()), true);
    updateButtons();
    showField();
    askPreview();
}

void StrategiesPage::updateButtons()
{
    const Strategy* stored = current();
    const auto draft = stored ? m_drafts.find(stored->id) : m_drafts.end();
    const bool isEdited = draft != m_drafts.end();
    m_copy->setEnabled(stored);
    m_save->setEnabled(isEdited && strategyFaults(draft->second).empty());
    m_revert->setEnabled(isEdited);
    m_remove->setEnabled(stored && !isBuiltIn(*stored));
}

void StrategiesPage::showProblem(const QString& text, bool isConflict)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    setLabelTone(m_problem, Tone::Warning);
    m_takeTheirs->setVisible(isConflict);
    m_keepMine->setVisible(isConflict);
}

void StrategiesPage::askCopy()
{
    const Strategy* from = current();
    if (!from)
        return;
    auto* dialog = new NameDialog(tr("Copy %1").arg(QString::fromStdString(from->name)),
                                  tr("My %1").arg(QString::fromStdString(from->name)), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NameDialog::chosen, this,
            [this, id = QString::fromStdString(from->id)](const QString& name) {
                m_desk->strategies().copy(id, name);
            });
    dialog->open();
}

void StrategiesPage::save()
{
    const auto draft = m_drafts.find(m_shown);
    if (draft != m_drafts.end())
        m_desk->strategies().save(draft->second);
}

void StrategiesPage::keepMine()
{
    const auto draft = m_drafts.find(m_shown);
    if (draft == m_drafts.end())
        return;
    if (const Strategy* stored = m_desk->strategies().find(m_shown))
        draft->second.revision = stored->revision;
    showProblem({});
    save();
}

void StrategiesPage::revert()
{
    m_drafts.erase(m_shown);
    showProblem({});
    refreshList();
}

void StrategiesPage::askRemove()
{
    const Strategy* strategy = current();
    if (!strategy)
        return;
    auto* box = new QMessageBox(
        QMessageBox::Question, tr("Delete strategy"),
        tr("Delete %1? Results made with it stay.").arg(QString::fromStdString(strategy->name)),
        QMessageBox::Cancel, this);
    box->setObjectName(u"deleteStrategyBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = box->addButton(tr("&Delete"), QMessageBox::AcceptRole);
    yes->setObjectName(u"deleteStrategyYes"_s);
    connect(yes, &QPushButton::clicked, this, [this, gone = *strategy] {
        m_drafts.erase(gone.id);
        m_desk->strategies().remove(gone);
    });
    box->open();
}

void StrategiesPage::onSaved(const Strategy& strategy)
{
    m_drafts.erase(strategy.id);
    showProblem({});
    refreshList();
    choose(strategy.id);
}

void StrategiesPage::onSaveFailed(const Error& error)
{
    showProblem(errorText(error));
    if (error.code == ErrorCode::Conflict)
        m_desk->strategies().load(); // the other version, to compare and to save over
}

void StrategiesPage::saveTo(QSettings& state) const
{
    state.setValue(u"strategies/columns"_s, m_list->saveColumns());
    state.setValue(u"strategies/numbers"_s, m_numbers->saveColumns());
    state.setValue(u"strategies/splitter"_s, m_split->saveState());
}

void StrategiesPage::restoreFrom(const QSettings& state)
{
    m_list->restoreColumns(state.value(u"strategies/columns"_s).toByteArray());
    m_numbers->restoreColumns(state.value(u"strategies/numbers"_s).toByteArray());
    m_split->restoreState(state.value(u"strategies/splitter"_s).toByteArray());
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "models/tablemodel.h"
#include "ui/pages/strategyfieldsmodel.h"

#include <QWidget>

#include <map>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSplitter;

namespace tt {

class Desk;
class TableView;
class WhatIf;

struct ListedStrategy
{
    Strategy strategy;
    bool isEdited = false;
};

/// The list of strategies: name, kind, and the numbers that tell them apart at a glance.
class StrategiesModel : public RowsModel<ListedStrategy>
{
public:
    enum Column { Name, Kind, Trend, Momentum, Volatility, Volume, Stop, Target, RewardRisk, Limit };

    using RowsModel::RowsModel;
    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

/// Compare, read, copy, edit and delete strategies. Edits are kept while other strategies are looked at; a
/// strategy that somebody else has saved meanwhile is not overwritten without asking.
class StrategiesPage : public QWidget
{
    Q_OBJECT

public:
    explicit StrategiesPage(QWidget* parent = nullptr);

    void bind(Desk& desk);
    void choose(const std::string& id);
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildLower();
    void makeLower(QWidget* lower);
    void connectLower();
    void refreshList();
    void showCurrent();
    void noteEdit();
    void updateButtons();
    void showField();
    void moveField(double value);
    void askPreview();
    void showProblem(const QString& text, bool isConflict = false);
    void askCopy();
    void save();
    void keepMine();
    void revert();
    void askRemove();
    void onSaved(const Strategy& strategy);
    void onSaveFailed(const Error& error);
    const Strategy* current() const; ///< as stored; null: none

    Desk* m_desk = nullptr;
    StrategiesModel m_all;
    StrategyFieldsModel m_fields;
    std::map<std::string, Strategy> m_drafts; ///< edited and not saved, by id
    std::string m_shown;
    QString m_against; ///< whose verdicts the shown strategy's are compared with
    QSplitter* m_split;
    TableView* m_list;
    TableView* m_numbers = nullptr;
    WhatIf* m_whatIf = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_compare = nullptr;
    QLabel* m_about = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_revert = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_takeTheirs = nullptr;
    QPushButton* m_keepMine = nullptr;
};

} // namespace tt

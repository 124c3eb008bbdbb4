// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/strategy.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tt {

class FileDialogs;

/// A watchlist that can be analyzed.
struct RunList
{
    QString name;
    int stocks = 0;
    bool isShown = false; ///< the one that the table shows
};

/// What can be analyzed, as the window knows it when the dialog opens.
struct RunScopes
{
    std::vector<std::string> selected; ///< tickers of the selected rows
    bool selectedIsDemo = false;
    std::vector<RunList> lists;       ///< those with stocks
    std::vector<Strategy> strategies; ///< built-in and own
    int stored = 0;                   ///< instruments with bars
    bool preferDemo = false;
};

/// Asks what to analyze and how; one sentence says what will run, or what keeps it from running.
class RunDialog : public QDialog
{
    Q_OBJECT

public:
    RunDialog(RunScopes scopes, AnalysisRequest defaults, FileDialogs& files, QWidget* parent);

    AnalysisRequest request() const;

Q_SIGNALS:
    void requested(const tt::AnalysisRequest& request);

private:
    enum class Scope { Selected, List, Stored, Demo, Files };

    void buildScope();
    void buildSettings();
    void buildButtons();
    void fillScopes();
    void addScope(Scope scope, const QString& text, int list = -1);
    void chooseScope();
    void applyDefaults();
    void applyPreset();
    void markCustom();
    void update();
    Scope scope() const;
    const RunList& list() const;
    const Strategy& strategy() const;
    QString scopeSentence() const;
    QString settingsSentence() const;

    RunScopes m_scopes;
    AnalysisRequest m_defaults;
    FileDialogs& m_files;
    QFormLayout* m_form;
    QComboBox* m_scope;
    QSpinBox* m_count;
    QWidget* m_pathRow;
    QLineEdit* m_path;
    QComboBox* m_preset;
    QComboBox* m_strategy;
    QDoubleSpinBox* m_capital;
    QDoubleSpinBox* m_risk;
    QDoubleSpinBox* m_limit;
    QDoubleSpinBox* m_rewardRisk;
    QCheckBox* m_short;
    QLabel* m_sentence;
    QPushButton* m_run;
    bool m_applying = false;
};

} // namespace tt

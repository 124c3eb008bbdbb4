// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/downloadservice.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace tt {

class Desk;

/// Whose bars to download, how far it has come, and what failed and why. May be closed and opened again
/// while a download goes on.
class DownloadDialog : public QDialog
{
    Q_OBJECT

public:
    DownloadDialog(Desk& desk, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectParts();
    void fillScopes(int pending);
    void update();
    void startOrStop();
    DownloadRequest request() const;
    void say(const QString& text, bool isProblem = false);
    void showDone(const DownloadReport& report);

    Desk& m_desk;
    QComboBox* m_scope;
    QLineEdit* m_tickers;
    QLabel* m_terms;
    QProgressBar* m_bar;
    QLabel* m_state;
    QPlainTextEdit* m_failures;
    QPushButton* m_start = nullptr;
    bool m_isPaused = false; ///< the state says until when
};

} // namespace tt

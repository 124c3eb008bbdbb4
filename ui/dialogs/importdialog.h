// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/importservice.h"
#include "models/tablemodel.h"

#include <QDialog>
#include <QStringList>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tt {

class Desk;
class TableView;

/// The first bars of a file as they were understood.
class PreviewModel : public RowsModel<PreviewRow>
{
public:
    enum Column { Ticker, Date, Open, High, Low, Close, Volume };

    using RowsModel::RowsModel;
    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

/// How the files are understood, with the first bars and the counts, before anything is stored. What was
/// recognised wrongly is corrected here and read again at once.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    ImportDialog(Desk& desk, QStringList paths, QWidget* parent);

    ImportOptions options() const; ///< with the corrections

Q_SIGNALS:
    void importAsked(const QStringList& paths, const tt::ImportOptions& options);

private:
    void build();
    void readAgain();
    void showReport(const Result<ImportReport>& report);
    QString summaryOf(const ImportReport& report) const;

    Desk& m_desk;
    QStringList m_paths;
    int m_reading = 0; ///< number of the newest preview
    PreviewModel m_rows;
    QComboBox* m_order;
    QComboBox* m_delimiter;
    QLineEdit* m_symbol;
    QLabel* m_summary;
    TableView* m_view;
    QPushButton* m_import = nullptr;
};

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importdialog.h"

#include "text/errortext.h"
#include "text/format.h"
#include "ui/desk.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/tableview.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 7> kColumns = {{
    {TT_COLUMN("Ticker", "As it will be stored"), false, 120},
    {TT_COLUMN("Date", "As it was understood"), true, 100},
    {TT_COLUMN("Open", "As it was understood"), true, 85},
    {TT_COLUMN("High", "As it was understood"), true, 85},
    {TT_COLUMN("Low", "As it was understood"), true, 85},
    {TT_COLUMN("Close", "As it was understood"), true, 85},
    {TT_COLUMN("Volume", "As it was understood"), true, 110},
}};
#undef TT_COLUMN

struct OrderInfo
{
    std::optional<DateOrder> order;
    const char* text;
};

constexpr OrderInfo kOrders[] = {
    {std::nullopt, QT_TRANSLATE_NOOP("tt::ImportDialog", "as recognised")},
    {DateOrder::DayMonthYear, QT_TRANSLATE_NOOP("tt::ImportDialog", "day, month, year")},
    {DateOrder::MonthDayYear, QT_TRANSLATE_NOOP("tt::ImportDialog", "month, day, year")},
    {DateOrder::YearMonthDay, QT_TRANSLATE_NOOP("tt::ImportDialog", "year, month, day")},
};

struct DelimiterInfo
{
    std::optional<char> sign;
    const char* text;
};

constexpr DelimiterInfo kDelimiters[] = {
    {std::nullopt, QT_TRANSLATE_NOOP("tt::ImportDialog", "as recognised")},
    {',', QT_TRANSLATE_NOOP("tt::ImportDialog", "comma")},
    {';', QT_TRANSLATE_NOOP("tt::ImportDialog", "semicolon")},
    {'\t', QT_TRANSLATE_NOOP("tt::ImportDialog", "tab")},
    {'|', QT_TRANSLATE_NOOP("tt::ImportDialog", "bar")},
};

} // namespace

std::span<const TableColumn> PreviewModel::columns() const
{
    return kColumns;
}

QVariant PreviewModel::cell(int at, int column, int role) const
{
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const PreviewRow& bar = row(at);
    switch (column) {
    case Ticker:
        return QString::fromStdString(bar.ticker);
    case Date:
        return formatDay(bar.date);
    case Open:
        return formatPrice(bar.open, bar.ticker);
    case High:
        return formatPrice(bar.high, bar.ticker);
    case Low:
        return formatPrice(bar.low, bar.ticker);
    case Close:
        return formatPrice(bar.close, bar.ticker);
    default:
        return formatNumber(bar.volume, 0, groupingOf(bar.ticker));
    }
}

ImportDialog::ImportDialog(Desk& desk, QStringList paths, QWidget* parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_paths(std::move(paths))
    , m_order(new QComboBox(this))
    , m_delimiter(new QComboBox(this))
    , m_symbol(new QLineEdit(this))
    , m_summary(new QLabel(this))
    , m_view(new TableView(u"previewTable"_s, this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(m_paths.size() == 1 ? tr("Import %1").arg(QFileInfo(m_paths.front()).fileName())
                                       : tr("Import %n files", nullptr, static_cast<int>(m_paths.size())));
    build();
    readAgain();
}

void ImportDialog::build()
{
    m_order->setObjectName(u"previewDateOrder"_s);
    for (const OrderInfo& info : kOrders)
        m_order->addItem(tr(info.text));
    m_delimiter->setObjectName(u"previewDelimiter"_s);
    for (const DelimiterInfo& info : kDelimiters)
        m_delimiter->addItem(tr(info.text));
    m_symbol->setObjectName(u"previewSymbol"_s);
    m_symbol->setPlaceholderText(tr("from the file"));
    m_summary->setObjectName(u"previewSummary"_s);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setMinimumHeight(6 * fontMetrics().lineSpacing());
    m_summary->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_view->setAccessibleName(tr("First bars"));
    m_view->setTable(&m_rows, &m_rows);
    m_view->setEmptyText(tr("No bar was understood."));
    m_view->setMinimumHeight(150);
    auto* form = new QFormLayout;
    form->addRow(tr("&Dates"), m_order);
    form->addRow(tr("Fields &between"), m_delimiter);
    form->addRow(tr("&Symbol"), m_symbol);
    form->setRowVisible(m_symbol, m_paths.size() == 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(u"previewImport"_s);
    auto* all = new QVBoxLayout(this);
    all->addLayout(form);
    all->addWidget(m_view, 1);
    all->addWidget(m_summary);
    all->addWidget(buttons);
    resize(720, 460);
    connect(m_order, &QComboBox::currentIndexChanged, this, &ImportDialog::readAgain);
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, &ImportDialog::readAgain);
    connect(m_symbol, &QLineEdit::editingFinished, this, &ImportDialog::readAgain);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT importAsked(m_paths, options());
        accept();
    });
}

ImportOptions ImportDialog::options() const
{
    ImportOptions made;
    made.reading.dateOrder = kOrders[m_order->currentIndex()].order;
    made.reading.delimiter = kDelimiters[m_delimiter->currentIndex()].sign;
    made.reading.symbol = m_symbol->text().trimmed().toUpper().toStdString();
    return made;
}

/// The answer of an older reading falls away.
void ImportDialog::readAgain()
{
    const int number = ++m_reading;
    m_import->setEnabled(false);
    m_desk.preview(this, m_paths, options(), [this, number](const Result<ImportReport>& report) {
        if (number == m_reading)
            showReport(report);
    });
}

void ImportDialog::showReport(const Result<ImportReport>& report)
{
    const bool isGood = report && report->instruments > 0;
    m_import->setEnabled(isGood);
    std::vector<PreviewRow> rows;
    QString problem;
    if (!report) {
        problem = errorText(report.error());
    } else {
        for (const ImportedFile& file : report->files) {
            rows.insert(rows.end(), file.preview.begin(), file.preview.end());
            if (file.error && problem.isEmpty())
                problem = QFileInfo(QString::fromStdString(file.path)).fileName() + u": "_s +
                          errorText(*file.error);
        }
    }
    m_rows.setRows(std::move(rows));
    const QString text = report ? summaryOf(*report) : QString();
    m_summary->setText(problem.isEmpty() ? text : problem + u'\n' + text);
    setLabelTone(m_summary, problem.isEmpty() ? Tone::Normal : Tone::Warning);
}

QString ImportDialog::summaryOf(const ImportReport& report) const
{
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0;
    for (const ImportedFile& file : report.files) {
        rows += file.rows;
        accepted += file.accepted;
        repaired += file.repaired;
        quarantined += file.quarantined;
    }
    QString text = tr("%1 of %2 rows can be stored (%3 repaired, %4 left out), stocks: %5.")
                       .arg(formatCount(accepted), formatCount(rows), formatCount(repaired),
                            formatCount(quarantined), formatCount(report.instruments));
    if (report.files.size() == 1) {
        const ImportedFile& file = report.files.front();
        text += u'\n' + tr("Read as: %1.").arg(QString::fromStdString(file.dialect));
        for (const std::string& reason : file.reasons)
            text += u"\n• "_s + QString::fromStdString(reason);
    }
    return text;
}

} // namespace tt

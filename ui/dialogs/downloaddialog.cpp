// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/downloaddialog.h"

#include "text/errortext.h"
#include "text/format.h"
#include "ui/desk.h"
#include "ui/downloads.h"
#include "ui/widgets/factgrid.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

enum Scope { Typed, All, Left, List };
constexpr int kListRole = Qt::UserRole + 1; ///< the name of a watchlist

QString count(std::size_t number)
{
    return formatCount(static_cast<std::int64_t>(number));
}

/// "not found: A, B", a line a reason, and below it what to do about the first of them.
QString failuresText(const DownloadReport& report)
{
    QString text;
    for (const auto& [reason, tickers] : downloadReasons(report.failed)) {
        QStringList names;
        for (const std::string& ticker : tickers)
            names.append(QString::fromStdString(ticker));
        text += QString::fromStdString(reason) + u": "_s + names.join(u", "_s) + u'\n';
        for (const DownloadFailure& one : report.failed) {
            if (one.reason == reason) {
                text += u"    "_s + errorText(one.error) + u'\n';
                break;
            }
        }
    }
    return text.trimmed();
}

} // namespace

DownloadDialog::DownloadDialog(Desk& desk, QWidget* parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_scope(new QComboBox(this))
    , m_tickers(new QLineEdit(this))
    , m_terms(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_state(new QLabel(this))
    , m_failures(new QPlainTextEdit(this))
{
    setObjectName(u"downloadDialog"_s);
    setWindowTitle(tr("Download bars"));
    setMinimumWidth(520);
    build();
    connectParts();
    fillScopes(0);
    adjustSize();
}

void DownloadDialog::build()
{
    m_scope->setObjectName(u"downloadScope"_s);
    m_tickers->setObjectName(u"downloadTickers"_s);
    m_tickers->setPlaceholderText(tr("M&M.NS, TCS.NS, AAPL"));
    m_terms->setObjectName(u"downloadTerms"_s);
    m_terms->setWordWrap(true);
    setLabelTone(m_terms, Tone::Muted);
    m_bar->setObjectName(u"downloadBar"_s);
    m_bar->setTextVisible(false);
    m_state->setObjectName(u"downloadState"_s);
    m_state->setWordWrap(true);
    m_failures->setObjectName(u"downloadFailures"_s);
    m_failures->setAccessibleName(tr("What failed and why"));
    m_failures->setReadOnly(true);
    m_failures->setMaximumHeight(m_failures->fontMetrics().lineSpacing() * 9);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_start = buttons->addButton(tr("&Download"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(u"downloadStart"_s);
    m_start->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Whose"), m_scope);
    form->addRow(tr("&Tickers"), m_tickers);
    form->addRow(m_terms);
    form->addRow(m_bar);
    form->addRow(m_state);
    form->addRow(m_failures);
    form->addRow(buttons);
    m_bar->hide();
    m_failures->hide();
}

void DownloadDialog::connectParts()
{
    const Downloads& downloads = m_desk.downloads();
    connect(m_scope, &QComboBox::currentIndexChanged, this, &DownloadDialog::update);
    connect(m_tickers, &QLineEdit::textChanged, this, &DownloadDialog::update);
    connect(m_start, &QPushButton::clicked, this, &DownloadDialog::startOrStop);
    connect(&downloads, &Downloads::pendingCounted, this, &DownloadDialog::fillScopes);
    connect(&downloads, &Downloads::started, this, [this] {
        m_isPaused = false;
        update();
    });
    connect(&downloads, &Downloads::progress, this, [this](int done, int total, const QString& ticker) {
        m_bar->setRange(0, total);
        m_bar->setValue(done);
        if (!m_isPaused) // what was under way still ends; the wait is the news
            say(tr("%1 of %2: %3").arg(formatCount(done), formatCount(total), ticker));
    });
    connect(&downloads, &Downloads::paused, this, [this](const QString& reason, qint64 until) {
        m_isPaused = true;
        say(tr("Paused: %1. It goes on by itself at %2.").arg(reason, formatTime(until)), true);
    });
    connect(&downloads, &Downloads::continued, this, [this] {
        m_isPaused = false;
        say(tr("Going on…"));
    });
    connect(&downloads, &Downloads::done, this, &DownloadDialog::showDone);
    connect(&downloads, &Downloads::failed, this, [this](const Error& error) {
        update();
        say(errorText(error), true);
    });
}

void DownloadDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (m_desk.downloads().isActive())
        return;
    m_desk.downloads().countPending();
    m_tickers->setFocus();
}

void DownloadDialog::fillScopes(int pending)
{
    const QString before = m_scope->currentText();
    const QSignalBlocker quiet(m_scope);
    m_scope->clear();
    m_scope->addItem(tr("Typed tickers"), Typed);
    for (const Watchlist& list : m_desk.watchlists().all()) {
        if (list.tickers.empty())
            continue;
        m_scope->addItem(tr("%1 (%2)").arg(list.name, count(list.tickers.size())), List);
        m_scope->setItemData(m_scope->count() - 1, list.name, kListRole);
    }
    if (!m_desk.instruments().empty())
        m_scope->addItem(tr("All stored stocks (%1)").arg(count(m_desk.instruments().size())), All);
    if (pending > 0)
        m_scope->addItem(tr("What the last download left (%1)").arg(formatCount(pending)), Left);
    m_scope->setCurrentIndex(std::max(0, m_scope->findText(before)));
    update();
}

void DownloadDialog::update()
{
    const bool isActive = m_desk.downloads().isActive();
    const bool isTyped = m_scope->currentData().toInt() == Typed;
    m_terms->setText(
        tr("Daily bars, splits and dividends come from %1, for your personal use under its terms. "
           "What is stored already is not asked for again. Nothing is sent before you press "
           "Download.")
            .arg(m_desk.downloads().server()));
    m_scope->setEnabled(!isActive);
    m_tickers->setEnabled(!isActive && isTyped);
    m_start->setText(isActive ? tr("&Stop") : tr("&Download"));
    m_start->setEnabled(isActive || !isTyped || !m_tickers->text().trimmed().isEmpty());
    m_bar->setVisible(isActive);
}

DownloadRequest DownloadDialog::request() const
{
    DownloadRequest request;
    switch (m_scope->currentData().toInt()) {
    case List:
        request.selection = Selection::Watchlist;
        request.watchlist = m_scope->currentData(kListRole).toString().toStdString();
        break;
    case All:
        request.selection = Selection::All;
        break;
    case Left:
        request.resume = true;
        break;
    default:
        static const QRegularExpression between(u"[\\s,;]+"_s);
        for (const QString& ticker : m_tickers->text().split(between, Qt::SkipEmptyParts))
            request.tickers.push_back(ticker.toStdString());
    }
    return request;
}

void DownloadDialog::startOrStop()
{
    Downloads& downloads = m_desk.downloads();
    if (downloads.isActive()) {
        downloads.cancel();
        return;
    }
    m_failures->hide();
    m_bar->setRange(0, 0);
    say(tr("Asking…"));
    downloads.start(request());
}

void DownloadDialog::say(const QString& text, bool isProblem)
{
    m_state->setText(text);
    setLabelTone(m_state, isProblem ? Tone::Warning : Tone::Normal);
}

void DownloadDialog::showDone(const DownloadReport& report)
{
    int added = 0;
    for (const DownloadedTicker& one : report.done)
        added += one.added;
    QString text = tr("%1 stocks, %2 new bars, in %3.")
                       .arg(count(report.done.size()), formatCount(added), formatDuration(report.seconds));
    if (!report.failed.empty())
        text += u' ' + tr("%1 failed:").arg(count(report.failed.size()));
    if (report.done.empty() && report.failed.empty() && !report.cancelled)
        text = tr("Nothing is left to download.");
    if (report.cancelled)
        text = tr("Stopped: %1 left. ").arg(formatCount(report.left)) + text;
    say(text, report.cancelled || !report.failed.empty());
    m_failures->setPlainText(failuresText(report));
    m_failures->setVisible(!report.failed.empty());
    m_desk.downloads().countPending();
    update();
}

} // namespace tt

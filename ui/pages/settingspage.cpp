// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingspage.h"

#include "text/errortext.h"
#include "ui/desk.h"
#include "ui/preferences.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/section.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kTitleWidth = 150, kEditorWidth = 220, kNoteWidth = 520, kPageWidth = 720; ///< at 96 dpi

struct Title
{
    std::string_view key;
    const char* text;
};

#define TT_TITLE(key, text)                                                                                  \
    {                                                                                                        \
        key, QT_TRANSLATE_NOOP("tt::SettingsPage", text)                                                     \
    }
constexpr Title kTitles[] = {
    TT_TITLE("data.dir", "Data folder"),
    TT_TITLE("log.level", "Lines on the terminal"),
    TT_TITLE("analysis.strategy", "Strategy"),
    TT_TITLE("analysis.capital", "Capital"),
    TT_TITLE("analysis.risk", "Risk a trade, %"),
    TT_TITLE("analysis.position_limit", "Largest position, %"),
    TT_TITLE("analysis.min_rr", "Least reward:risk"),
    TT_TITLE("analysis.allow_short", "Short sales"),
    TT_TITLE("analysis.workers", "Threads"),
    TT_TITLE("download.address", "Server of quotes"),
    TT_TITLE("retention.results", "Results kept a stock"),
    TT_TITLE("retention.days", "Days a job is kept"),
};
constexpr Title kGroups[] = {
    TT_TITLE("analysis", "Analysis"), TT_TITLE("download", "Download"), TT_TITLE("retention", "Cleanup"),
    TT_TITLE("data", "Data"),         TT_TITLE("log", "Log"),
};
#undef TT_TITLE

QString utf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template<std::size_t Count>
QString titleOf(const Title (&titles)[Count], std::string_view key)
{
    for (const Title& title : titles) {
        if (title.key == key)
            return SettingsPage::tr(title.text);
    }
    return utf(key);
}

std::string_view groupOf(std::string_view key)
{
    return key.substr(0, key.find('.'));
}

/// "analysis.min_rr" -> "setting_analysis_min_rr"
QString editorName(const SettingInfo& setting)
{
    return u"setting_"_s + utf(setting.key).replace(u'.', u'_');
}

} // namespace

SettingsPage::SettingsPage(QWidget* parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
{
    setObjectName(u"settingsPage"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setWidget(m_content);
}

void SettingsPage::bind(Desk& desk, const QString& dataDir)
{
    m_desk = &desk;
    auto* all = new QVBoxLayout(m_content);
    all->setContentsMargins(20, 16, 20, 16);
    all->setSpacing(18);
    for (const Title& group : kGroups) {
        auto* page = new QWidget(m_content);
        auto* form = new QFormLayout(page);
        form->setContentsMargins(0, 4, 0, 0);
        form->setHorizontalSpacing(20);
        form->setVerticalSpacing(8);
        for (const SettingInfo& setting : settingTable()) {
            if (groupOf(setting.key) == group.key)
                addRow(form, setting, dataDir);
        }
        auto* section = new Section(tr(group.text), page, m_content);
        section->setMaximumWidth(qRound(kPageWidth * logicalDpiX() / 96.0));
        all->addWidget(section);
    }
    all->addStretch(1);
    connect(&desk.preferences(), &Preferences::changed, this, &SettingsPage::refresh);
    connect(&desk.strategies(), &Strategies::changed, this, &SettingsPage::refresh);
    refresh();
}

void SettingsPage::addRow(QFormLayout* form, const SettingInfo& setting, const QString& dataDir)
{
    auto* label = new QLabel(titleOf(kTitles, setting.key), m_content);
    label->setMinimumWidth(qRound(kTitleWidth * logicalDpiX() / 96.0));
    if (!setting.stored) { // where the database is cannot stand in the database
        auto* folder = new QLabel(QDir::toNativeSeparators(dataDir), m_content);
        folder->setObjectName(editorName(setting));
        folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(label, folder);
        return;
    }
    Row row = setting.key == "analysis.strategy"    ? strategyRow(setting)
              : setting.type == SettingType::Flag   ? flagRow(setting)
              : setting.type == SettingType::Choice ? choiceRow(setting)
                                                    : textRow(setting);
    row.editor->setObjectName(editorName(setting));
    row.editor->setFixedWidth(qRound(kEditorWidth * logicalDpiX() / 96.0));
    row.note = new QLabel(m_content);
    row.note->setObjectName(editorName(setting) + u"_note"_s);
    row.note->setWordWrap(true);
    row.note->setMinimumWidth(qRound(kNoteWidth * logicalDpiX() / 96.0));
    form->addRow(label, row.editor);
    label->setBuddy(row.editor);
    form->addRow(QString(), row.note);
    form->setVerticalSpacing(3);
    row.note->setContentsMargins(0, 0, 0, 6);
    row.editor->setAccessibleName(titleOf(kTitles, setting.key));
    m_rows.push_back(std::move(row));
}

SettingsPage::Row SettingsPage::textRow(const SettingInfo& setting)
{
    auto* box = new QLineEdit(m_content);
    box->setPlaceholderText(setting.byDefault.empty() ? tr("not set") : QString());
    connect(box, &QLineEdit::editingFinished, this, [this, box, &setting] {
        if (box->isModified())
            keep(setting, box->text().trimmed().toStdString());
    });
    return {&setting, box,
            [box](const std::string& value) {
                if (!box->isModified() || !box->hasFocus())
                    box->setText(QString::fromStdString(value));
            },
            nullptr};
}

SettingsPage::Row SettingsPage::flagRow(const SettingInfo& setting)
{
    auto* box = new QCheckBox(tr("Plan short sales for Sell verdicts"), m_content);
    connect(box, &QCheckBox::clicked, this,
            [this, &setting](bool on) { keep(setting, on ? "true" : "false"); });
    return {&setting, box, [box](const std::string& value) { box->setChecked(value == "true"); }, nullptr};
}

SettingsPage::Row SettingsPage::choiceRow(const SettingInfo& setting)
{
    auto* box = new QComboBox(m_content);
    box->addItems(utf(setting.range).split(u'|'));
    connect(box, &QComboBox::activated, this,
            [this, box, &setting] { keep(setting, box->currentText().toStdString()); });
    return {&setting, box,
            [box](const std::string& value) { box->setCurrentText(QString::fromStdString(value)); }, nullptr};
}

SettingsPage::Row SettingsPage::strategyRow(const SettingInfo& setting)
{
    auto* box = new QComboBox(m_content);
    connect(box, &QComboBox::activated, this,
            [this, box, &setting] { keep(setting, box->currentData().toString().toStdString()); });
    return {&setting, box,
            [this, box](const std::string& value) {
                box->clear();
                for (const Strategy& each : m_desk->strategies().all())
                    box->addItem(QString::fromStdString(each.name), QString::fromStdString(each.id));
                const Strategy* builtIn = findBuiltInStrategy(value);
                int found = box->findData(QString::fromStdString(builtIn ? builtIn->id : value));
                found = found < 0 ? box->findText(QString::fromStdString(value)) : found;
                box->setCurrentIndex(found);
            },
            nullptr};
}

void SettingsPage::keep(const SettingInfo& setting, const std::string& value)
{
    const std::optional<Violation> fault = m_desk->preferences().set(setting, value);
    for (const Row& row : m_rows) {
        if (row.setting != &setting || !fault)
            continue;
        row.note->setText(tr("Not kept: %1").arg(QString::fromStdString(fault->message)));
        setLabelTone(row.note, Tone::Warning);
    }
}

void SettingsPage::refresh()
{
    for (const Row& row : m_rows) {
        row.show(m_desk->preferences().settings().text(row.setting->key));
        row.editor->setEnabled(!m_desk->preferences().isOverridden(row.setting->key));
        showNote(row);
    }
}

void SettingsPage::showNote(const Row& row)
{
    const Preferences& preferences = m_desk->preferences();
    QString text = utf(row.setting->help) + u'.';
    if (preferences.isOverridden(row.setting->key))
        text += u' ' + (preferences.settings().origin(row.setting->key) == SettingOrigin::CommandLine
                            ? tr("Set on the command line.")
                            : tr("Set by the variable %1.").arg(utf(row.setting->environment)));
    else if (preferences.settings().origin(row.setting->key) == SettingOrigin::Stored &&
             !row.setting->byDefault.empty())
        text += u' ' + tr("The default is %1.").arg(utf(row.setting->byDefault));
    row.note->setText(text);
    setLabelTone(row.note, Tone::Muted);
}

void SettingsPage::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_desk)
        refresh();
}

} // namespace tt

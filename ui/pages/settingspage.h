// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/settings.h"

#include <QScrollArea>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;

namespace tt {

class Desk;

/// Every setting with its editor; a value is kept as soon as it is entered. What the environment or the
/// command line has set is shown and cannot be changed here.
class SettingsPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit SettingsPage(QWidget* parent = nullptr);

    void bind(Desk& desk, const QString& dataDir);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row
    {
        const SettingInfo* setting;
        QWidget* editor;
        std::function<void(const std::string&)> show; ///< puts a value into the editor
        QLabel* note;
    };

    void addRow(QFormLayout* form, const SettingInfo& setting, const QString& dataDir);
    Row textRow(const SettingInfo& setting);
    Row flagRow(const SettingInfo& setting);
    Row choiceRow(const SettingInfo& setting);
    Row strategyRow(const SettingInfo& setting);
    void keep(const SettingInfo& setting, const std::string& value);
    void refresh();
    void showNote(const Row& row);

    Desk* m_desk = nullptr;
    std::vector<Row> m_rows;
    QWidget* m_content;
};

} // namespace tt

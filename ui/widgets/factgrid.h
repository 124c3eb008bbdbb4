// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/palette.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace tt {

class NumberLabel;

/// Names on the left, values on the right, one row each; a row without a value is hidden. Values can be
/// selected and copied, and those that are clickable be asked.
class FactGrid : public QWidget
{
    Q_OBJECT

public:
    explicit FactGrid(QWidget* parent = nullptr);

    /// `key` names the value's label: "fact_" + key.
    void addRow(const QString& key, const QString& name);
    void setValue(const QString& key, const QString& value, Tone tone = Tone::Normal,
                  const QString& hint = {});
    QString value(const QString& key) const;
    void setClickable(const QString& key);

Q_SIGNALS:
    void clicked(const QString& key, QWidget* value);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row
    {
        QLabel* name;
        NumberLabel* value;
        Tone tone;
    };
    void paintTones();

    QGridLayout* m_grid;
    QHash<QString, Row> m_rows;
};

/// Sets the text colour of a label to a tone of the palette of its parent.
void setLabelTone(QLabel* label, Tone tone);

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace tt {

/// The strip that stands over everything made from demo data.
class DemoRibbon : public QLabel
{
    Q_OBJECT

public:
    explicit DemoRibbon(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace tt

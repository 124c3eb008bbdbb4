// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/whatif.h"

#include "text/format.h"
#include "text/palette.h"
#include "text/verdicttext.h"
#include "ui/widgets/factgrid.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

// Strongest buy first, as people read a ranking.
constexpr std::array kOrder = {Verdict::StrongBuy, Verdict::Buy,        Verdict::Hold,
                               Verdict::Sell,      Verdict::StrongSell, Verdict::NoVerdict};

/// Fine enough to drag, coarse enough to read: at most some hundred stops of a round size.
double stepOf(const StrategyField& field)
{
    if (field.whole)
        return 1;
    constexpr double kMostStops = 500;
    return std::pow(10, std::ceil(std::log10((field.most - field.least) / kMostStops)));
}

QString countText(Verdict verdict, const StrategyPreview& preview)
{
    const auto at = static_cast<std::size_t>(verdict);
    const int now = preview.counts[at], difference = now - preview.before[at];
    QString text = QStringLiteral("%1 %2 <b>%3</b>")
                       .arg(verdictMark(verdict), verdictText(verdict).toHtmlEscaped(), formatCount(now));
    if (difference != 0)
        text += QStringLiteral(" (%1%2)").arg(difference > 0 ? u"+"_s : u"−"_s,
                                              formatCount(std::abs(difference)));
    return text;
}

} // namespace

/// The shares of the verdicts, strongest buy on the left.
class WhatIf::ShareBar : public QWidget
{
public:
    explicit ShareBar(QWidget* parent)
        : QWidget(parent)
    {
        setFixedHeight(8);
    }
    void show(const std::array<int, kVerdictCount>& counts)
    {
        m_counts = counts;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        int total = 0;
        for (const int count : m_counts)
            total += count;
        QPainter painter(this);
        double left = 0;
        for (const Verdict verdict : kOrder) {
            const int count = m_counts[static_cast<std::size_t>(verdict)];
            const double share = total > 0 ? width() * static_cast<double>(count) / total : 0;
            painter.fillRect(QRectF(left, 0, std::max(0.0, share - 1), height()), colour(verdict));
            left += share;
        }
    }

private:
    QColor colour(Verdict verdict) const
    {
        const bool isStrong = verdict == Verdict::StrongBuy || verdict == Verdict::StrongSell;
        const QColor full = toneColor(verdictTone(verdict), palette());
        return isStrong ? full : blend(full, palette().color(QPalette::Window), 0.55);
    }

    std::array<int, kVerdictCount> m_counts{};
};

WhatIf::WhatIf(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_value(new QLabel(this))
    , m_counts(new QLabel(this))
    , m_bar(new ShareBar(this))
{
    setObjectName(u"whatIf"_s);
    m_slider->setObjectName(u"whatIfSlider"_s);
    m_slider->setAccessibleName(tr("The chosen number of the strategy"));
    m_name->setObjectName(u"whatIfName"_s);
    m_name->setBuddy(m_slider);
    m_value->setObjectName(u"whatIfValue"_s);
    m_value->setMinimumWidth(m_value->fontMetrics().horizontalAdvance(u"10000.00"_s));
    m_counts->setObjectName(u"whatIfCounts"_s);
    m_counts->setWordWrap(true);
    m_counts->setTextFormat(Qt::RichText);
    m_counts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_counts->setMinimumHeight(2 * m_counts->fontMetrics().lineSpacing()); // nothing moves while dragging
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_name);
    line->addWidget(m_slider, 1);
    line->addWidget(m_value);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(8, 6, 8, 8);
    all->setSpacing(6);
    all->addLayout(line);
    all->addWidget(m_bar);
    all->addWidget(m_counts);
    connect(m_slider, &QSlider::valueChanged, this, &WhatIf::onSlider);
    showNoField({});
}

void WhatIf::showField(const QString& name, const StrategyField& field)
{
    m_step = stepOf(field);
    m_least = field.least;
    m_name->setText(name);
    setLabelTone(m_name, Tone::Normal);
    m_value->setText(QString::number(field.value(), 'g', 6));
    m_slider->setVisible(true);
    m_slider->setEnabled(true);
    if (m_slider->isSliderDown())
        return; // it is where the user holds it
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, static_cast<int>(std::lround((field.most - field.least) / m_step)));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 10));
    m_slider->setValue(static_cast<int>(std::lround((field.value() - field.least) / m_step)));
}

void WhatIf::showNoField(const QString& why)
{
    m_name->setText(why);
    setLabelTone(m_name, Tone::Muted);
    m_value->clear();
    m_slider->setVisible(false);
    m_slider->setEnabled(false);
}

void WhatIf::onSlider(int position)
{
    // Of the round stop, not of its sum of steps: 0.3 and not 0.30000000000000004.
    const double value = std::round((m_least + position * m_step) / m_step) * m_step;
    const double shown = QString::number(value, 'g', 6).toDouble();
    m_value->setText(QString::number(shown, 'g', 6));
    Q_EMIT moved(shown);
}

void WhatIf::showPreview(const StrategyPreview& preview, const QString& against)
{
    QStringList parts;
    for (const Verdict verdict : kOrder)
        parts.append(countText(verdict, preview));
    QString text =
        (preview.isDemo ? tr("%1 made-up stocks: ") : tr("%1 stocks: ")).arg(formatCount(preview.stocks)) +
        parts.join(u" · "_s);
    if (!against.isEmpty())
        text += u"<br>"_s + (preview.changed == 0 ? tr("No verdict differs from those of %2.")
                                                  : tr("Verdicts that differ from those of %2: %1"))
                                .arg(formatCount(preview.changed))
                                .arg(against.toHtmlEscaped());
    m_counts->setText(text);
    setLabelTone(m_counts, Tone::Normal);
    m_bar->show(preview.counts);
}

void WhatIf::showWaiting()
{
    m_counts->setText(tr("Reading the market into memory…"));
    setLabelTone(m_counts, Tone::Muted);
}

void WhatIf::showFailure(const QString& sentence)
{
    m_counts->setText(sentence.toHtmlEscaped());
    setLabelTone(m_counts, Tone::Warning);
    m_bar->show({});
}

} // namespace tt

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barwindow.h"
#include "charts/chartcontent.h"
#include "charts/chartscene.h"

#include <QByteArray>
#include <QChartView>
#include <QImage>

#include <cstddef>
#include <memory>
#include <optional>

namespace tt {

/// The price chart of one ticker: candles, studies, panes below, the plan's levels, past verdicts, a
/// crosshair with all values. Axes and grid are Qt Charts'; everything over the bars is one item (PriceItem)
/// that draws only what is visible. Mouse: wheel zooms at the cursor, drag pans, double click shows all.
/// Keys: Left/Right bar by bar (Ctrl: a page), +/- zoom, Home/End, Escape hides the crosshair. Colours follow
/// the palette.
class PriceChart : public QChartView
{
    Q_OBJECT

public:
    using Style = ChartStyle;
    using Study = ChartStudy;
    enum class Range { Month1, Month3, Month6, Year1, Year3, All };
    using Pane = ChartPane;

    explicit PriceChart(QWidget* parent = nullptr);
    ~PriceChart() override;

    /// Shows a ticker; the range that was chosen last (default 1Y) is applied to it.
    void setContent(ChartContent content);
    /// Past verdicts of the shown ticker; another ticker's content takes them away.
    void setMarks(std::vector<ChartMark> marks);
    /// Nothing to show: `text` stands in the middle.
    void clear(const QString& text = {});
    const ChartContent& content() const;

    void setStyle(Style style);
    Style style() const;
    void setLogScale(bool on);
    bool isLogScale() const;
    void setRange(Range range);
    void setStudyVisible(Study study, bool on); ///< default: EMA, Bollinger, plan, past verdicts
    bool isStudyVisible(Study study) const;
    void setPaneVisible(Pane pane, bool on); ///< default: volume; the price pane is always shown
    bool isPaneVisible(Pane pane) const;

    const BarWindow& window() const;
    void zoom(double factor, double anchor = 0.5);
    void pan(double bars);
    std::optional<std::size_t> crosshairBar() const;
    void setCrosshairBar(std::optional<std::size_t> bar);

    QImage image(double scale = 1) const; ///< as shown, without the crosshair
    QByteArray svg() const;

Q_SIGNALS:
    /// The bar under the crosshair has changed; -1: none.
    void crosshairMoved(int bar);
    /// The user has zoomed or panned away from the chosen range.
    void rangeLeft();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt

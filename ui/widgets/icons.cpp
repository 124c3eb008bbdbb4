// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::array<int, 2> kSizes = {16, 32};

QPixmap rendered(const QByteArray& svg, int pixels)
{
    QSvgRenderer renderer(svg);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

QByteArray source(const QString& name)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray tinted(QByteArray svg, const QColor& color)
{
    return svg.replace("#000000", color.name().toLatin1());
}

} // namespace

QIcon lineIcon(const QString& name, const QPalette& palette)
{
    const QByteArray svg = source(name);
    QIcon icon;
    for (const int size : kSizes) {
        icon.addPixmap(rendered(tinted(svg, palette.color(QPalette::Active, QPalette::ButtonText)), size));
        icon.addPixmap(rendered(tinted(svg, palette.color(QPalette::Disabled, QPalette::ButtonText)), size),
                       QIcon::Disabled);
    }
    return icon;
}

QPixmap linePixmap(const QString& name, const QColor& color, int size, qreal ratio)
{
    QPixmap pixmap = rendered(tinted(source(name), color), qRound(size * ratio));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QIcon applicationIcon()
{
    const QByteArray svg = source(u"thetool"_s);
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128})
        icon.addPixmap(rendered(svg, size));
    return icon;
}

} // namespace tt

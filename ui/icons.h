#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace lavalier::ui {

/// A drawing of resources/icons in one colour, sharp at any scale.
///
/// The drawings are black lines on nothing; `colour` replaces the black. `disabled` is used for
/// the icon's disabled mode when valid.
QIcon themedIcon(const QString& name, const QColor& colour, const QColor& disabled = {});
QPixmap themedPixmap(const QString& name, const QColor& colour, int size, qreal ratio);
/// The program's own icon, in its own colours.
QIcon applicationIcon();
/// The same with its lamp out and a mark that also reads without colours: a disc while recording,
/// two bars while paused, a triangle when something is wrong.
enum class StateMark { None, Recording, Paused, Trouble };
QIcon applicationIcon(StateMark mark);

} // namespace lavalier::ui

#pragma once

#include "ui/widgets/parts.h"

#include <QPoint>
#include <QStringList>

namespace lavalier::ui {

/// Has other programs paste these files.
void copyFiles(const QStringList& files);

/// A button that files can be dragged from into another program; pressing it copies them, so that
/// they can be pasted without a mouse.
class DragHandle : public IconButton {
    Q_OBJECT
public:
    explicit DragHandle(QWidget* parent = nullptr);
    void setFiles(const QStringList& files);
    void copy() const; ///< to the clipboard, as a press does

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QStringList m_files;
    QPoint m_pressed;
};

} // namespace lavalier::ui

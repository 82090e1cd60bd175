#pragma once

#include "ui/ports/library_port.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace lavalier::ui {

/// Past recordings as rows; a filter matches title, server, channel, speakers and notes.
class RecordingsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        PathRole = Qt::UserRole,
        WhereRole, ///< "The Table · Tuesday Dungeon"
        WhenRole,
        FactsRole, ///< "1 h 12 min · 148 MB"
        StateRole, ///< word, empty when finished
    };

    explicit RecordingsModel(QObject* parent = nullptr);

    void setRecordings(const std::vector<RecordingView>& recordings);
    void setFilter(const QString& text);

    const RecordingView* at(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& path) const;
    /// Whatever the filter says.
    const std::vector<RecordingView>& all() const { return m_all; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void renameRequested(const QString& path, const QString& title);

private:
    std::vector<RecordingView> m_all;
    std::vector<QString> m_haystacks; ///< of each what the filter looks through
    std::vector<std::size_t> m_rows; ///< into m_all
    QStringList m_words;
};

} // namespace lavalier::ui

#pragma once

#include "ui/models/channels_model.h"

namespace lavalier::ui {

/// One row of the channel tree; known to the two sources of ChannelsModel only.
struct ChannelsModel::Node {
    Kind kind = Kind::Guild;
    std::uint64_t id = 0;
    QString name;
    QString detail;
    GuildId guild;
    bool blocked = false;
    bool stage = false;
    bool muted = false;
    QString why; ///< the whole sentence when blocked
    Node* parent = nullptr;
    int row = 0;
    bool adopted = false; ///< of a target: its children went into the model as they were
    bool unchanged = false; ///< of a target: only its name is here, all below it stays
    Nodes children;

    /// Among siblings. A category has no id of its own, so its name stands for it.
    bool is(const Node& other) const
    {
        return kind == other.kind && id == other.id
            && (kind != Kind::Category || name == other.name);
    }
    bool looksLike(const Node& o) const
    {
        return name == o.name && detail == o.detail && blocked == o.blocked && stage == o.stage
            && muted == o.muted && why == o.why;
    }
    void take(Node&& o)
    {
        name = std::move(o.name);
        detail = std::move(o.detail);
        blocked = o.blocked;
        stage = o.stage;
        muted = o.muted;
        why = std::move(o.why);
    }
    Node* add(std::unique_ptr<Node> child)
    {
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return children.back().get();
    }
    void renumber(std::size_t from = 0)
    {
        for (std::size_t i = from; i < children.size(); ++i) {
            children[i]->row = static_cast<int>(i);
            children[i]->parent = this;
        }
    }
    QString key() const
    {
        return QStringLiteral("%1/%2/%3")
            .arg(int(kind))
            .arg(guild.value())
            .arg(kind == Kind::Category ? name : QString::number(id));
    }
};

} // namespace lavalier::ui

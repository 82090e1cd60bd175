#pragma once

#include "processing/wire/codec.h"

#include <algorithm>

namespace lavalier::worker {

/// Bytes waiting for a pipe to take them.
class Outbox {
public:
    wire::Buffer& buffer() { return m_bytes; }
    ByteView pending() const { return ByteView(m_bytes).subspan(m_written); }
    bool isEmpty() const { return m_written == m_bytes.size(); }
    std::size_t size() const { return m_bytes.size() - m_written; }

    void written(std::size_t count)
    {
        m_written += std::min(count, size());
        if (isEmpty()) {
            m_bytes.clear();
            m_written = 0;
        }
    }

private:
    wire::Buffer m_bytes;
    std::size_t m_written = 0;
};

} // namespace lavalier::worker

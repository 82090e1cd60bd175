#include "processing/render/track_source.h"

namespace lavalier::render {

Result<std::vector<QByteArray>, SourceError>
TrackSource::payloads(std::span<const std::int64_t> rows)
{
    std::vector<QByteArray> answers;
    answers.reserve(rows.size());
    for (const std::int64_t row : rows) {
        auto one = payload(row);
        if (!one && one.error() == SourceError::Unavailable)
            return Failure {one.error()};
        answers.push_back(one ? *std::move(one) : QByteArray());
    }
    return answers;
}

} // namespace lavalier::render

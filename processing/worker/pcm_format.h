#pragma once

#include "processing/wire/codec.h"

#include <span>

namespace lavalier::worker {

/// Appends samples as raw PCM: rounded to nearest, clipped at full scale, no dither, so that the
/// same input always gives the same bytes. F32 is neither rounded nor clipped. What is no number
/// becomes silence.
void appendPcm(wire::Buffer& out, std::span<const float> samples, wire::SampleFormat format);

} // namespace lavalier::worker

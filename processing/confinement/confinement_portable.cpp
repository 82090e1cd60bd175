// Systems where a child process cannot be confined by what this program knows; abilities() says so.
#include "processing/confinement/confinement.h"
#include "processing/confinement/tool_confinement.h"

namespace lavalier::confinement {

Abilities abilities()
{
    return {};
}

class ToolConfinement::Private { };

ToolConfinement::ToolConfinement(const ToolAccess&) { }
ToolConfinement::~ToolConfinement() = default;
void ToolConfinement::enter() const noexcept { }

} // namespace lavalier::confinement

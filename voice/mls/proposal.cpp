#include "voice/mls/proposal.h"

#include "voice/mls/limits.h"

namespace lavalier::mls {
namespace {

enum class ProposalCode : std::uint16_t {
    Add = 1,
    Update = 2,
    Remove = 3,
    PreSharedKey = 4,
    GroupContextExtensions = 7,
};
enum class PskCode : std::uint8_t { External = 1, Resumption = 2 };
enum class EntryCode : std::uint8_t { Proposal = 1, Reference = 2 };

constexpr std::uint8_t kLastResumptionUsage = 3;

struct ProposalWriter {
    TlsWriter& writer;

    void operator()(const AddProposal& add) const
    {
        code(ProposalCode::Add);
        add.keyPackage.write(writer);
    }
    void operator()(const UpdateProposal& update) const
    {
        code(ProposalCode::Update);
        update.leaf.write(writer);
    }
    void operator()(const RemoveProposal& remove) const
    {
        code(ProposalCode::Remove);
        writer.u32(remove.removed.value());
    }
    void operator()(const PreSharedKeyProposal& proposal) const
    {
        code(ProposalCode::PreSharedKey);
        proposal.psk.write(writer);
    }
    void operator()(const GroupContextExtensionsProposal& proposal) const
    {
        code(ProposalCode::GroupContextExtensions);
        writeExtensions(writer, proposal.extensions);
    }
    void code(ProposalCode code) const { writer.u16(static_cast<std::uint16_t>(code)); }
};

void writeEntry(TlsWriter& writer, const ProposalOrRef& entry)
{
    if (const auto* proposal = std::get_if<Proposal>(&entry)) {
        writer.u8(static_cast<std::uint8_t>(EntryCode::Proposal));
        proposal->write(writer);
    } else {
        writer.u8(static_cast<std::uint8_t>(EntryCode::Reference));
        writer.opaque(std::get<ProposalRef>(entry).hash);
    }
}

ProposalOrRef readEntry(TlsReader& reader)
{
    switch (static_cast<EntryCode>(reader.u8())) {
    case EntryCode::Proposal:
        return Proposal::read(reader);
    case EntryCode::Reference:
        return ProposalRef {reader.opaque(kMaxHashFieldBytes)};
    }
    reader.fail(MlsError::Malformed);
    return ProposalRef {};
}

} // namespace

void PreSharedKeyId::write(TlsWriter& writer) const
{
    if (const auto* external = std::get_if<External>(&key)) {
        writer.u8(static_cast<std::uint8_t>(PskCode::External)).opaque(external->id);
    } else {
        const auto& resumption = std::get<Resumption>(key);
        writer.u8(static_cast<std::uint8_t>(PskCode::Resumption)).u8(resumption.usage);
        writer.opaque(resumption.groupId).u64(resumption.epoch);
    }
    writer.opaque(nonce);
}

PreSharedKeyId PreSharedKeyId::read(TlsReader& reader)
{
    PreSharedKeyId psk;
    const auto code = static_cast<PskCode>(reader.u8());
    if (code == PskCode::External) {
        psk.key = External {reader.opaque(kMaxNameBytes)};
    } else if (code == PskCode::Resumption) {
        Resumption resumption;
        resumption.usage = reader.u8();
        if (resumption.usage == 0 || resumption.usage > kLastResumptionUsage)
            reader.fail(MlsError::Malformed);
        resumption.groupId = reader.opaque(kMaxNameBytes);
        resumption.epoch = reader.u64();
        psk.key = std::move(resumption);
    } else {
        reader.fail(MlsError::Malformed);
    }
    psk.nonce = reader.opaque(kMaxHashFieldBytes);
    return psk;
}

void Proposal::write(TlsWriter& writer) const
{
    std::visit(ProposalWriter {writer}, change);
}

Proposal Proposal::read(TlsReader& reader)
{
    const auto code = static_cast<ProposalCode>(reader.u16());
    if (!reader.ok())
        return {};
    switch (code) {
    case ProposalCode::Add:
        return {AddProposal {KeyPackage::read(reader)}};
    case ProposalCode::Update:
        return {UpdateProposal {LeafNode::read(reader)}};
    case ProposalCode::Remove:
        return {RemoveProposal {LeafIndex(reader.u32())}};
    case ProposalCode::PreSharedKey:
        return {PreSharedKeyProposal {PreSharedKeyId::read(reader)}};
    case ProposalCode::GroupContextExtensions:
        return {GroupContextExtensionsProposal {readExtensions(reader)}};
    }
    // A proposal has no length in front: behind one we cannot read, nothing can be read.
    reader.fail(MlsError::UnsupportedMessage);
    return {};
}

void Commit::write(TlsWriter& writer) const
{
    writer.list(proposals, writeEntry).present(path.has_value());
    if (path)
        path->write(writer);
}

Commit Commit::read(TlsReader& reader)
{
    Commit commit;
    commit.proposals = reader.list(readEntry);
    if (reader.present())
        commit.path = UpdatePath::read(reader);
    return commit;
}

} // namespace lavalier::mls

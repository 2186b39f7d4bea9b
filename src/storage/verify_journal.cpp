#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "storage/crypto.hpp"
#include "storage/event_codec.hpp"
#include "storage/row_stream.hpp"
#include "storage/verify_parts.hpp"

namespace linli::storage {
namespace {

// Walks one district after the other, each in the order of its sequence; events not linked yet come last.
class JournalWalk {
 public:
  JournalWalk(const KeyRing& keys, const std::vector<Anchor>& anchors, const VouchedTables& tables, Scratch& scratch,
              Findings& findings)
      : keys_(keys), tables_(tables), scratch_(scratch.connection()), findings_(findings) {
    for (const auto& anchor : anchors) anchors_.emplace(anchor.district, anchor);
    // Appended as they come and sorted once: far quicker than keeping them in order.
    scratch_.script(
        "CREATE TABLE expected (number INTEGER, district INTEGER, key BLOB, turn INTEGER, columns INTEGER, hints BLOB, "
        "digest BLOB)");
  }

  void event(Cursor& row) {
    const DistrictId district{row.integer(0)};
    if (district != district_) start_district(district);
    const auto mac = row.bytes(11);
    const EventView view{row.integer(0),        row.integer(2), static_cast<int>(row.integer(4)),
                         row.integer(5),        row.text(3),    row.text(6),
                         row.integer(7),        row.text(8),    row.text(9),
                         as_text(row.bytes(10))};
    const auto sequence = row.is_null(1) ? head_.sequence + 1 : row.integer(1);
    if (!same(event_mac(keys_, view, scratch_text_), mac))
      add(FindingKind::ChangedEvent, sequence, fmt::format("日志第 {} 条被改动过", sequence),
          fmt::format("event {} of the journal was changed", sequence));
    if (!row.is_null(1)) follow(sequence, mac, row.bytes(12));
    expect_rows(view.digests, sequence);
    if (++findings_.report.events % kProgressStep == 0) findings_.progress("journal", findings_.report.events);
  }

  void finish() {
    end_district();
    const auto nothing_left = std::exchange(anchors_, {});
    for (const auto& [district, anchor] : nothing_left) {
      district_ = district;
      head_ = {};
      anchor_ = &anchor;
      end_district();
    }
    findings_.progress("journal", findings_.report.events, findings_.report.events);
  }

 private:
  struct Head {
    std::int64_t sequence = 0;
    Digest link{};
  };

  static bool same(const Digest& digest, BytesView bytes) { return std::ranges::equal(digest, bytes); }

  void add(FindingKind kind, std::int64_t sequence, std::string zh, std::string en) {
    findings_.add({kind, district_, "journal", {sequence}, {}, {std::move(zh), std::move(en)}});
  }

  void start_district(DistrictId district) {
    end_district();
    district_ = district;
    head_ = {};
    turn_ = 0;
    const auto found = anchors_.find(district);
    anchor_ = found == anchors_.end() ? nullptr : &found->second;
  }

  void end_district() {
    if (!district_) return;
    if (anchor_ == nullptr) {
      findings_.report.notes.push_back(
          {fmt::format("区划 {} 的日志在库外没有锚点,无法判断末尾是否被截", to_string(district_)),
           fmt::format("district {} has no anchor outside the database: a cut tail would not show",
                       to_string(district_))});
    } else if (anchor_->sequence > head_.sequence) {
      add(FindingKind::CutTail, anchor_->sequence,
          fmt::format("日志末尾被截:库外锚点记到第 {} 条,库内只到第 {} 条", anchor_->sequence, head_.sequence),
          fmt::format("the journal's tail is cut: the anchor outside names event {}, the database ends at {}",
                      anchor_->sequence, head_.sequence));
    }
    anchors_.erase(district_);
    anchor_ = nullptr;
    district_ = {};
  }

  void follow(std::int64_t sequence, BytesView mac, BytesView link) {
    if (sequence != head_.sequence + 1) {
      add(FindingKind::MissingEvent, head_.sequence + 1,
          fmt::format("日志缺第 {} 至 {} 条", head_.sequence + 1, sequence - 1),
          fmt::format("events {} to {} of the journal are missing", head_.sequence + 1, sequence - 1));
    } else if (!same(link_mac(keys_, head_.link, sequence, mac), link)) {
      add(FindingKind::BrokenLink, sequence, fmt::format("日志第 {} 条与前一条不相连", sequence),
          fmt::format("event {} of the journal does not follow from the one before", sequence));
    }
    head_.sequence = sequence;
    // From here on the chain is judged by what stands there, so that one fault is told once.
    if (link.size() == head_.link.size()) std::ranges::copy(link, head_.link.begin());
    if (anchor_ != nullptr && anchor_->sequence == sequence && !same(anchor_->link, link))
      add(FindingKind::BrokenLink, sequence, fmt::format("日志第 {} 条与库外锚点不符,链条可能被重写", sequence),
          fmt::format("event {} differs from the anchor outside: the chain may have been rewritten", sequence));
  }

  void expect_rows(std::string_view packed, std::int64_t sequence) {
    PackedRow row;
    while (!packed.empty()) {
      if (!take_packed_row(packed, row)) {
        add(FindingKind::ChangedEvent, sequence, fmt::format("日志第 {} 条的摘要损坏", sequence),
            fmt::format("the digests of event {} are damaged", sequence));
        return;
      }
      const auto table = tables_.find(row.table);
      if (table == tables_.end()) continue;  // a table that no longer exists
      const std::array<Value, 7> values{
          table->second.number,      district_.value,          as_bytes_view(row.key),   ++turn_,
          std::int64_t{row.columns}, as_bytes_view(row.hints), as_bytes_view(row.digest)};
      scratch_.execute("INSERT INTO expected VALUES ($1, $2, $3, $4, $5, $6, $7)", values);
    }
  }

  const KeyRing& keys_;
  const VouchedTables& tables_;
  SqliteConnection& scratch_;
  Findings& findings_;
  std::map<DistrictId, Anchor> anchors_;
  DistrictId district_;
  const Anchor* anchor_ = nullptr;
  Head head_;
  std::int64_t turn_ = 0;
  std::string scratch_text_;
};

}  // namespace

void verify_journal(Snapshot& snapshot, const KeyRing& keys, const std::vector<Anchor>& anchors,
                    const VouchedTables& tables, Scratch& scratch, Findings& findings) {
  JournalWalk walk(keys, anchors, tables, scratch, findings);
  static constexpr std::string_view kColumns =
      "SELECT district, seq, at, kind, actor_kind, actor, subject_kind, subject, before_json, after_json, digests, "
      "mac, "
      "link FROM journal ";
  const auto* order =
      snapshot.engine() == Engine::Sqlite ? "ORDER BY district, seq" : "ORDER BY district, seq NULLS LAST, entry";
  RowStream events(snapshot, std::string(kColumns) + order);
  while (events.next()) walk.event(events.row());
  walk.finish();
}

}  // namespace linli::storage

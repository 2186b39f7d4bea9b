#include "modules/rules/store.hpp"

namespace linli::rules {

using storage::Snapshot;
using storage::Transaction;

std::vector<Adoption> adoptions(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT version, code, name_zh, name_en, valid_from, valid_to, recorded_at, recorded_by FROM models "
      "WHERE district = $1 ORDER BY version",
      district);
  std::vector<Adoption> adoptions;
  while (rows.next()) {
    adoptions.push_back({.version = static_cast<int>(rows.integer(0)),
                         .code = rows.string(1),
                         .name = {rows.string(2), rows.string(3)},
                         .from = parse_date(rows.text(4)).value_or(Date{}),
                         .to = rows.is_null(5) ? std::nullopt : parse_date(rows.text(5)),
                         .at = from_ms(rows.integer(6)),
                         .by = rows.id<AccountId>(7)});
  }
  return adoptions;
}

namespace store {

std::optional<int> version_on(Snapshot& snapshot, DistrictId district, Date on) {
  auto rows = snapshot.query(
      "SELECT version FROM models WHERE district = $1 AND (valid_from <= $2 OR version = 1) AND (valid_to IS NULL OR "
      "valid_to > $2) ORDER BY version DESC LIMIT 1",
      district, format_date(on));
  if (!rows.next()) return std::nullopt;
  return static_cast<int>(rows.integer(0));
}

NewModel files_of(Snapshot& snapshot, DistrictId district, int version) {
  NewModel model;
  auto rows = snapshot.query(
      "SELECT part, path, content FROM model_files WHERE district = $1 AND version = $2 ORDER BY part, seq", district,
      version);
  while (rows.next()) {
    auto& files = rows.integer(0) == 0 ? model.base : model.local;
    files.push_back({rows.string(1), rows.string(2)});
  }
  return model;
}

void close_version(Transaction& transaction, DistrictId district, int version, Date on) {
  transaction.execute("UPDATE models SET valid_to = $1 WHERE district = $2 AND version = $3", format_date(on), district,
                      version);
}

void insert_version(Transaction& transaction, DistrictId district, const Adoption& adoption, const NewModel& model) {
  transaction.execute(
      "INSERT INTO models (district, version, code, name_zh, name_en, valid_from, recorded_at, recorded_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      district, adoption.version, adoption.code, adoption.name.zh, adoption.name.en, format_date(adoption.from),
      adoption.at, adoption.by);
  for (const int part : {0, 1}) {
    int seq = 0;
    for (const auto& file : part == 0 ? model.base : model.local) {
      transaction.execute(
          "INSERT INTO model_files (district, version, part, seq, path, content) VALUES ($1, $2, $3, $4, $5, $6)",
          district, adoption.version, part, ++seq, file.path, file.text);
    }
  }
}

}  // namespace store
}  // namespace linli::rules

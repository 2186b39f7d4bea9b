#pragma once
// Reports of one thing: shown before another is sent, followed instead of repeated, merged and split by staff.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "modules/cases/json.hpp"
#include "modules/cases/likeness.hpp"
#include "modules/cases/upload_limit.hpp"

namespace linli::cases {

// What is known of a report while it is being written.
struct SimilarTo {
  MatterId matter;
  std::string text;
  AreaId area;
  GridId grid;
  std::optional<double> lon;
  std::optional<double> lat;
};

class Links {
 public:
  explicit Links(Context& context) : context_(context) {}

  // For residents: what and where and how far along, nothing that the other person wrote. Matters of persons (services)
  // are never shown.
  boost::asio::awaitable<Result<std::string>> similar_for_residents(SimilarTo draft);
  // For the desk: what the caller may see anyway. `except`: the case that is being looked at.
  boost::asio::awaitable<Result<std::string>> similar_for_staff(const accounts::Caller& caller, SimilarTo draft);
  // Number and a secret of their own for whoever follows a report that was shown to them. `peer` is limited by the
  // hour.
  boost::asio::awaitable<Result<std::string>> subscribe(std::string reference, std::string peer);
  // What the case was merged into, what into it, who follows it, and what looks like it.
  boost::asio::awaitable<Result<std::string>> of_case(const accounts::Caller& caller, CaseId entry);
  boost::asio::awaitable<Result<void>> merge(const accounts::Caller& caller, CaseId duplicate, CaseId main, int version,
                                             std::string reason);
  boost::asio::awaitable<Result<void>> split(const accounts::Caller& caller, CaseId duplicate, int version,
                                             std::string reason);

 private:
  struct Alike {
    Case entry;
    Likeness likeness;
  };
  [[nodiscard]] areas::Place place_of(DistrictId district, const SimilarTo& draft) const;
  [[nodiscard]] std::vector<Alike> alike(storage::Snapshot& snapshot, DistrictId district, const catalogue::Book& book,
                                         const Draft& draft, CaseId except) const;
  [[nodiscard]] Draft draft_of(const catalogue::Book& book, DistrictId district, const SimilarTo& draft) const;
  [[nodiscard]] std::string reference_of(DistrictId district, CaseId entry) const;
  [[nodiscard]] std::optional<CaseId> open_reference(DistrictId district, std::string_view reference) const;
  void write_alike(JsonWriter& w, const View& view, const Alike& found, bool for_staff) const;
  void record_merge(storage::Transaction& transaction, const accounts::Caller& caller, std::int64_t merge,
                    CaseId duplicate, std::string_view kind) const;

  Context& context_;
  UploadLimit subscriptions_{60};
};

}  // namespace linli::cases

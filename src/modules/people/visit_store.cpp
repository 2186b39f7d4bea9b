#include "modules/people/visit_store.hpp"

#include <algorithm>

#include "modules/people/store.hpp"

namespace linli::people {

using storage::Bytes;
using storage::Cursor;
using storage::Snapshot;
using storage::SqlText;
using storage::Transaction;

namespace {

#define LINLI_VISIT_COLUMNS \
  "v.id, v.subject_kind, v.subject, v.place, v.plan, v.day, v.at, v.account, v.way, v.outcome, v.note_sealed"
#define LINLI_PLAN_COLUMNS \
  "q.id, q.name, q.area, q.subject, q.tag, q.every_days, q.valid_from, q.valid_to, q.basis, q.account"

Date visit_day(const Cursor& row, int column) {
  const auto day = parse_date(row.text(column));
  LINLI_ASSERT(day.has_value());
  return *day;
}

VisitRow visit_of(const Cursor& row) {
  VisitRow found;
  found.visit.id = row.id<VisitId>(0);
  found.visit.subject = static_cast<SubjectKind>(row.integer(1));
  found.visit.subject_id = row.integer(2);
  found.visit.place = row.id<AreaId>(3);
  found.visit.plan = row.id<VisitPlanId>(4);
  found.visit.on = visit_day(row, 5);
  found.visit.at = row.instant(6);
  found.visit.by = row.id<AccountId>(7);
  found.visit.way = static_cast<Way>(row.integer(8));
  found.visit.outcome = static_cast<Outcome>(row.integer(9));
  if (!row.is_null(10)) {
    const auto bytes = row.bytes(10);
    found.note.emplace(bytes.begin(), bytes.end());
  }
  return found;
}

VisitPlan plan_of(const Cursor& row) {
  VisitPlan plan;
  plan.id = row.id<VisitPlanId>(0);
  plan.name = row.string(1);
  plan.area = row.id<AreaId>(2);
  plan.subject = static_cast<PlanSubject>(row.integer(3));
  plan.tag = row.string(4);
  plan.every_days = static_cast<int>(row.integer(5));
  plan.from = visit_day(row, 6);
  if (!row.is_null(7)) plan.to = visit_day(row, 7);
  plan.basis = row.string(8);
  plan.by = row.id<AccountId>(9);
  return plan;
}

template <class T, class Read>
std::vector<T> all_of(Cursor rows, Read read) {
  std::vector<T> found;
  while (rows.next()) found.push_back(read(rows));
  return found;
}

Date days_later(Date day, std::int64_t days) { return Date{std::chrono::sys_days{day} + std::chrono::days{days}}; }

std::optional<Date> last_met(Snapshot& snapshot, DistrictId district, std::int64_t subject) {
  auto rows = snapshot.query("SELECT MAX(day) FROM visits WHERE +district = $1 AND subject = $2 AND outcome = 0",
                             district, subject);
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  return visit_day(rows, 0);
}

void insert_due(Transaction& transaction, DistrictId district, const VisitDue& due) {
  transaction.execute(
      "INSERT INTO visit_dues (district, plan, subject, subject_kind, place, due, last) VALUES ($1, $2, $3, $4, $5, "
      "$6, $7) ON CONFLICT (district, plan, subject) DO NOTHING",
      district, due.plan, due.subject_id, static_cast<int>(due.subject), due.place, format_date(due.due),
      due.last ? std::optional(format_date(*due.last)) : std::nullopt);
}

bool bears_tag(Snapshot& snapshot, const Pen& pen, std::int64_t person, std::string_view tag) {
  const auto mark = mark_of(pen.keys, MarkKind::Tag, tag);
  auto rows =
      snapshot.query("SELECT 1 FROM person_marks WHERE district = $1 AND kind = $2 AND mark = $3 AND person = $4",
                     pen.district, static_cast<int>(mark.kind), storage::BytesView(mark.digest), person);
  return rows.next();
}

// Households, or persons, below the plan's area, in the order in which they are visited.
std::vector<std::pair<std::int64_t, AreaId>> subjects_of(Snapshot& snapshot, const Pen& pen, const VisitPlan& plan) {
  const auto read = [](const Cursor& row) { return std::pair(row.integer(0), row.id<AreaId>(1)); };
  using Subject = std::pair<std::int64_t, AreaId>;
  if (plan.subject == PlanSubject::Household)
    return all_of<Subject>(
        snapshot.query("SELECT h.id, h.place FROM area_ancestors n CROSS JOIN households h WHERE n.district = $1 AND "
                       "n.ancestor = $2 AND +h.district = n.district AND h.place = n.area AND h.closed = 0 ORDER BY "
                       "n.area, h.sort_door, h.id",
                       pen.district, plan.area),
        read);
  if (plan.tag.empty())
    return all_of<Subject>(
        snapshot.query(
            "SELECT r.person, h.place FROM area_ancestors n CROSS JOIN households h CROSS JOIN residences r "
            "WHERE n.district = $1 AND n.ancestor = $2 AND +h.district = n.district AND h.place = n.area AND "
            "+r.district = h.district AND r.household = h.id AND r.valid_to IS NULL ORDER BY n.area, "
            "h.sort_door, h.id, r.person",
            pen.district, plan.area),
        read);
  const auto mark = mark_of(pen.keys, MarkKind::Tag, plan.tag);
  return all_of<Subject>(
      snapshot.query("SELECT p.id, h.place FROM person_marks m JOIN persons p ON p.district = m.district AND p.id = "
                     "m.person JOIN households h ON h.district = p.district AND h.id = p.household JOIN area_ancestors "
                     "n ON n.district = h.district AND n.ancestor = $2 AND n.area = h.place WHERE m.district = $1 AND "
                     "m.kind = $3 AND m.mark = $4 AND p.state = 0 ORDER BY h.place, h.sort_door, h.id, p.id",
                     pen.district, plan.area, static_cast<int>(mark.kind), storage::BytesView(mark.digest)),
      read);
}

}  // namespace

bool insert_visit(Transaction& transaction, DistrictId district, const Visit& visit, const std::optional<Bytes>& note,
                  const std::optional<storage::Digest>& request) {
  return transaction.execute(
             "INSERT INTO visits (district, id, subject_kind, subject, place, plan, day, at, account, way, outcome, "
             "note_sealed, request_digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT "
             "DO NOTHING",
             district, visit.id, static_cast<int>(visit.subject), visit.subject_id, visit.place, visit.plan,
             format_date(visit.on), visit.at, visit.by, static_cast<int>(visit.way), static_cast<int>(visit.outcome),
             note, request ? std::optional(storage::BytesView(*request)) : std::nullopt) == 1;
}

std::optional<VisitId> visit_of_request(Snapshot& snapshot, DistrictId district, const storage::Digest& request) {
  auto rows = snapshot.query("SELECT id FROM visits WHERE district = $1 AND request_digest = $2", district,
                             storage::BytesView(request));
  if (!rows.next()) return std::nullopt;
  return rows.id<VisitId>(0);
}

std::optional<VisitRow> load_visit(Snapshot& snapshot, DistrictId district, VisitId visit) {
  auto rows = snapshot.query("SELECT " LINLI_VISIT_COLUMNS " FROM visits v WHERE v.district = $1 AND v.id = $2",
                             district, visit);
  if (!rows.next()) return std::nullopt;
  return visit_of(rows);
}

std::vector<VisitRow> visits_of_subject(Snapshot& snapshot, DistrictId district, std::int64_t subject,
                                        std::int64_t below, int limit) {
  return all_of<VisitRow>(snapshot.query("SELECT " LINLI_VISIT_COLUMNS
                                         " FROM visits v WHERE +v.district = $1 AND v.subject = $2 AND v.id < $3 ORDER "
                                         "BY v.id DESC LIMIT $4",
                                         district, subject, below, limit),
                          visit_of);
}

std::vector<VisitRow> visits_by(Snapshot& snapshot, DistrictId district, AccountId account, const Reach& reach,
                                std::int64_t below, int limit) {
  if (reach.empty()) return {};
  SqlText sql;
  sql.text("SELECT " LINLI_VISIT_COLUMNS " FROM visits v WHERE +v.district = ").value(district.value);
  sql.text(" AND v.account = ").value(account.value).text(" AND v.id < ").value(below);
  sql.text(" AND EXISTS (SELECT 1 FROM area_ancestors n WHERE n.district = v.district AND n.ancestor IN ");
  sql.list(reach.roots).text(" AND n.area = v.place) ORDER BY v.id DESC LIMIT ").value(std::int64_t{limit});
  return all_of<VisitRow>(snapshot.query_values(sql.sql(), sql.values()), visit_of);
}

void insert_plan(Transaction& transaction, DistrictId district, const VisitPlan& plan) {
  transaction.execute(
      "INSERT INTO visit_plans (district, id, name, area, subject, tag, every_days, valid_from, valid_to, basis, "
      "account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      district, plan.id, plan.name, plan.area, static_cast<int>(plan.subject), plan.tag, plan.every_days,
      format_date(plan.from), plan.to ? std::optional(format_date(*plan.to)) : std::nullopt, plan.basis, plan.by);
}

void end_plan(Transaction& transaction, DistrictId district, VisitPlanId plan, Date to) {
  transaction.execute("UPDATE visit_plans SET valid_to = $3 WHERE district = $1 AND id = $2", district, plan,
                      format_date(to));
  transaction.execute("DELETE FROM visit_dues WHERE district = $1 AND plan = $2", district, plan);
}

std::optional<VisitPlan> load_plan(Snapshot& snapshot, DistrictId district, VisitPlanId plan) {
  auto rows = snapshot.query("SELECT " LINLI_PLAN_COLUMNS " FROM visit_plans q WHERE q.district = $1 AND q.id = $2",
                             district, plan);
  if (!rows.next()) return std::nullopt;
  return plan_of(rows);
}

std::vector<VisitPlan> plans_of(Snapshot& snapshot, DistrictId district, const Reach& reach) {
  if (reach.empty()) return {};
  SqlText sql;
  sql.text("SELECT " LINLI_PLAN_COLUMNS " FROM visit_plans q WHERE q.district = ").value(district.value);
  sql.text(" AND EXISTS (SELECT 1 FROM area_ancestors n WHERE n.district = q.district AND ((n.ancestor IN ");
  sql.list(reach.roots).text(" AND n.area = q.area) OR (n.ancestor = q.area AND n.area IN ").list(reach.roots);
  sql.text("))) ORDER BY q.id DESC LIMIT 500");
  return all_of<VisitPlan>(snapshot.query_values(sql.sql(), sql.values()), plan_of);
}

std::int64_t fill_dues(Transaction& transaction, const Pen& pen, const VisitPlan& plan) {
  const auto subjects = subjects_of(transaction, pen, plan);
  const auto count = static_cast<std::int64_t>(subjects.size());
  const auto kind = plan.subject == PlanSubject::Household ? SubjectKind::Household : SubjectKind::Person;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto& [subject, place] = subjects[static_cast<std::size_t>(i)];
    const auto last = last_met(transaction, pen.district, subject);
    auto due = days_later(plan.from, i * plan.every_days / count);
    if (last) due = std::max(plan.from, days_later(*last, plan.every_days));
    insert_due(transaction, pen.district, {plan.id, kind, subject, place, due, last});
  }
  return count;
}

void fill_open_plans(Transaction& transaction, const Pen& pen) {
  auto plans = all_of<VisitPlan>(
      transaction.query("SELECT " LINLI_PLAN_COLUMNS
                        " FROM visit_plans q WHERE q.district = $1 AND (q.valid_to IS NULL OR q.valid_to > $2)",
                        pen.district, format_date(pen.today)),
      plan_of);
  for (auto& plan : plans) {
    plan.from = std::max(plan.from, pen.today);
    fill_dues(transaction, pen, plan);
  }
}

void settle_dues(Transaction& transaction, const Pen& pen, SubjectKind kind, std::int64_t subject, AreaId place) {
  drop_dues(transaction, pen.district, subject);
  const auto wanted = kind == SubjectKind::Household ? PlanSubject::Household : PlanSubject::Person;
  const auto plans = all_of<VisitPlan>(
      transaction.query("SELECT " LINLI_PLAN_COLUMNS
                        " FROM visit_plans q WHERE q.district = $1 AND q.subject = $2 AND (q.valid_to IS NULL OR "
                        "q.valid_to > $3) AND EXISTS (SELECT 1 FROM area_ancestors n WHERE n.district = q.district AND "
                        "n.ancestor = q.area AND n.area = $4)",
                        pen.district, static_cast<int>(wanted), format_date(pen.today), place),
      plan_of);
  if (plans.empty()) return;
  const auto last = last_met(transaction, pen.district, subject);
  for (const auto& plan : plans) {
    if (!plan.tag.empty() && !bears_tag(transaction, pen, subject, plan.tag)) continue;
    const auto due = std::max(plan.from, last ? days_later(*last, plan.every_days) : pen.today);
    insert_due(transaction, pen.district, {plan.id, kind, subject, place, due, last});
  }
}

void drop_dues(Transaction& transaction, DistrictId district, std::int64_t subject) {
  transaction.execute("DELETE FROM visit_dues WHERE +district = $1 AND subject = $2", district, subject);
}

void satisfy_dues(Transaction& transaction, DistrictId district, std::int64_t subject, Date on) {
  struct Open {
    VisitPlanId plan;
    int every = 0;
  };
  const auto open = all_of<Open>(
      transaction.query(
          "SELECT d.plan, q.every_days FROM visit_dues d JOIN visit_plans q ON q.district = d.district "
          "AND q.id = d.plan WHERE +d.district = $1 AND d.subject = $2 AND (d.last IS NULL OR d.last < $3)",
          district, subject, format_date(on)),
      [](const Cursor& row) { return Open{row.id<VisitPlanId>(0), static_cast<int>(row.integer(1))}; });
  for (const auto& one : open)
    transaction.execute("UPDATE visit_dues SET due = $4, last = $5 WHERE district = $1 AND plan = $2 AND subject = $3",
                        district, one.plan, subject, format_date(days_later(on, one.every)), format_date(on));
}

std::vector<DueLine> list_dues(Snapshot& snapshot, DistrictId district, const Reach& reach, Date by,
                               const std::optional<DueMark>& after, int limit) {
  std::vector<DueLine> lines;
  const auto day = format_date(by);
  for (const auto root : reach.roots) {
    if (after && root < after->root) continue;
    if (lines.size() >= static_cast<std::size_t>(limit)) break;
    SqlText sql;
    sql.text("SELECT d.plan, d.subject_kind, d.subject, d.place, d.due, d.last FROM area_ancestors n CROSS JOIN ");
    sql.text("visit_dues d WHERE n.district = ").value(district.value).text(" AND n.ancestor = ").value(root);
    sql.text(" AND +d.district = n.district AND d.place = n.area AND d.due <= ").value(day);
    if (after && after->root == root) {
      sql.text(" AND n.area >= ").value(after->place).text(" AND (n.area > ").value(after->place);
      sql.text(" OR (d.due, d.plan, d.subject) > (").value(after->due).text(", ").value(after->plan).text(", ");
      sql.value(after->subject).text("))");
    }
    sql.text(" ORDER BY n.area, d.due, d.plan, d.subject LIMIT ");
    sql.value(static_cast<std::int64_t>(limit) - static_cast<std::int64_t>(lines.size()));
    auto rows = snapshot.query_values(sql.sql(), sql.values());
    while (rows.next()) {
      VisitDue due{rows.id<VisitPlanId>(0), static_cast<SubjectKind>(rows.integer(1)),
                   rows.integer(2),         rows.id<AreaId>(3),
                   visit_day(rows, 4),      std::nullopt};
      if (!rows.is_null(5)) due.last = visit_day(rows, 5);
      lines.push_back({due, root});
    }
  }
  return lines;
}

}  // namespace linli::people

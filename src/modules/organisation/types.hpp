#pragma once
// How organisations stand to each other and who holds which post, as dated facts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::organisation {

struct RelationTag {};
struct AppointmentTag {};
using RelationId = Id<RelationTag>;
using AppointmentId = Id<AppointmentTag>;

// Numbers stand in tables: only append.
enum class RelationKind { Leads = 1, Supervises = 2, Guides = 3, MemberOf = 4, SecondsTo = 5, PairsWith = 6 };

[[nodiscard]] std::string_view to_string(RelationKind kind);  // `member_of`
[[nodiscard]] std::optional<RelationKind> parse_relation(std::string_view text);
[[nodiscard]] Text label(RelationKind kind);
[[nodiscard]] std::vector<std::string> relation_words();

// `over` leads, supervises or guides `under`; for the others, `under` is a member of, seconds to, pairs with `over`.
struct BodyRelation {
  RelationId id;
  RelationKind kind{};
  BodyId over;
  BodyId under;
  std::string document;  // number of the paper that says so; may be empty
  Date from{};
  std::optional<Date> to;  // the first day it no longer holds
};

struct NewRelation {
  RelationKind kind{};
  BodyId over;
  BodyId under;
  std::string document;
  Date from{};
};

// How somebody came to a post. Numbers stand in tables: only append.
enum class Origin { Elected = 1, Assigned = 2, Concurrent = 3, Recruited = 4 };
[[nodiscard]] std::string_view to_string(Origin origin);
[[nodiscard]] std::optional<Origin> parse_origin(std::string_view text);

// A person on a post. The holder's name is what the post is published under; nothing else of the person stands here.
struct Appointment {
  AppointmentId id;
  BodyId body;
  std::string post;  // code of the model's post
  std::string holder;
  std::optional<bool> is_member;  // of the party, where a rule of the model asks
  std::optional<Origin> origin;
  std::string document;
  Date from{};
  std::optional<Date> term_ends;  // the last day of the term
  std::optional<Date> to;         // the first day they no longer hold it
};

struct NewAppointment {
  BodyId body;
  std::string post;
  std::string holder;
  std::optional<bool> is_member;
  std::optional<Origin> origin;
  std::string document;
  Date from{};
  std::optional<Date> term_ends;
};

// A chair that goes round the seats of a conference (轮值主席), so many months each, in the order given.
struct Rotation {
  BodyId body;
  int months = 0;
  std::vector<std::string> order;  // names of the seats: a unit or a person
  Date from{};
  std::optional<Date> to;
};

// One turn of a rotation.
struct Turn {
  std::string seat;
  Date from{};
  Date to{};  // the first day of the next turn
};

}  // namespace linli::organisation

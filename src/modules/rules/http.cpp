#include "modules/rules/http.hpp"

#include "base/json_writer.hpp"
#include "http/body.hpp"
#include "modules/accounts/api.hpp"
#include "modules/rules/errors.hpp"

namespace linli::rules {
namespace {

using accounts::caller_of;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

struct Shelves {
  storage::Store& store;
  ModelShelf& shelf;
};

void write_provenance(JsonWriter& w, const Provenance& provenance) {
  w.key("rows").begin_array();
  for (const auto& row : provenance.rows) w.value(row);
  w.end_array().field("from", format_date(provenance.from));
  w.field("to", provenance.to ? std::optional(format_date(*provenance.to)) : std::nullopt);
  w.field("source", provenance.source).field("certainty", provenance.certainty);
  w.field("certainty_label", certainty_label(provenance.certainty));
}

void write_entry(JsonWriter& w, const Entry& entry) {
  w.field("code", entry.code).field("name", entry.name).key("note");
  entry.note.zh.empty() ? w.value(nullptr) : w.value(entry.note);
  write_provenance(w, entry.provenance);
}

void write_groups(JsonWriter& w, std::string_view key, const std::vector<std::vector<std::string>>& groups) {
  w.key(key).begin_array();
  for (const auto& group : groups) {
    w.begin_array();
    for (const auto& code : group) w.value(code);
    w.end_array();
  }
  w.end_array();
}

void write_rule(JsonWriter& w, const Rule& rule) {
  w.begin_object();
  write_entry(w, rule);
  w.field("applies_to", rule.applies_to)
      .field("strength", to_string(rule.strength))
      .field("form", to_string(rule.form));
  w.field("when", rule.when_text.empty() ? std::nullopt : std::optional(rule.when_text));
  w.field("formula", rule.formula_text).key("bound");
  if (rule.bound_text.empty()) {
    w.value(nullptr);
  } else {
    w.begin_object().field("kind", to_string(rule.bound)).field("formula", rule.bound_text).end_object();
  }
  w.key("unit");
  rule.unit.zh.empty() ? w.value(nullptr) : w.value(rule.unit);
  w.key("scope").begin_array();
  for (const auto& area : rule.scope) w.value(area);
  w.end_array().field("origin", rule.origin).end_object();
}

std::string rules_json(const Model& model, Date on) {
  JsonWriter w;
  w.begin_object().field("as_of", format_date(on)).key("items").begin_array();
  for (const auto& rule : model.rules) {
    if (in_force(rule.provenance, on)) write_rule(w, rule);
  }
  return w.end_array().field("next", nullptr).end_object().take();
}

void write_levels(JsonWriter& w, const Model& model) {
  w.key("levels").begin_array();
  for (const auto& level : model.levels) {
    w.begin_object();
    write_entry(w, level);
    w.field("level", level.level).field("layer", level.layer).end_object();
  }
  w.end_array();
}

void write_bodies(JsonWriter& w, const Model& model) {
  w.key("body_kinds").begin_array();
  for (const auto& kind : model.body_kinds) {
    w.begin_object();
    write_entry(w, kind);
    w.field("like", kind.like).field("serves", kind.serves).field("established", kind.established).end_object();
  }
  w.end_array().key("chains").begin_array();
  for (const auto& chain : model.chains) {
    w.begin_object();
    write_entry(w, chain);
    w.field("relation", chain.relation);
    write_groups(w, "links", chain.links);
    w.end_object();
  }
  w.end_array().key("sets").begin_array();
  for (const auto& set : model.sets) {
    w.begin_object();
    write_entry(w, set);
    w.field("level", set.level).field("ordered", set.ordered);
    write_groups(w, "parts", set.parts);
    w.end_object();
  }
  w.end_array();
}

void write_figures(JsonWriter& w, const Model& model) {
  w.key("figures").begin_array();
  for (const auto& figure : model.figures) {
    w.begin_object();
    write_entry(w, figure);
    w.field("value", figure.value ? std::optional(declare::to_text(*figure.value)) : std::nullopt);
    w.field("unit", figure.unit).field("expression", figure.expression);
    w.field("as_of", figure.as_of ? std::optional(format_date(*figure.as_of)) : std::nullopt).end_object();
  }
  w.end_array();
}

std::string model_json(const Model& model, const std::vector<Adoption>& adoptions, Date on) {
  JsonWriter w;
  w.begin_object().field("code", model.head.code).field("name", model.head.name).field("as_of", format_date(on));
  write_levels(w, model);
  write_bodies(w, model);
  write_figures(w, model);
  w.key("dictionaries").begin_array();
  for (const auto& [name, words] : model.dictionaries) w.value(name);
  w.end_array().key("registers").begin_array();
  for (const auto& kind : model.kinds) w.value(kind.name);
  w.end_array().key("adoptions").begin_array();
  for (const auto& adoption : adoptions) {
    w.begin_object().field("version", adoption.version).field("code", adoption.code).field("name", adoption.name);
    w.field("from", format_date(adoption.from));
    w.field("to", adoption.to ? std::optional(format_date(*adoption.to)) : std::nullopt).end_object();
  }
  return w.end_array().end_object().take();
}

std::string dictionary_json(const Dictionary& words, Date on) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& word : words) {
    if (!in_force(word.provenance, on)) continue;
    w.begin_object();
    write_entry(w, word);
    w.field("parent", word.parent.empty() ? std::nullopt : std::optional(word.parent)).end_object();
  }
  return w.end_array().field("next", nullptr).end_object().take();
}

Date day_of(const Request& request, const storage::Snapshot& snapshot) {
  const auto text = request.query_value("as_of");
  const auto asked = text ? parse_date(*text) : std::nullopt;
  return asked.value_or(date_of(snapshot.now(), caller_of(request).offset));
}

asio::awaitable<http::Answer> show_model(Shelves shelves, Request& request) {
  auto json = co_await shelves.store.read([&](storage::Snapshot& snapshot) {
    const auto on = day_of(request, snapshot);
    const auto district = caller_of(request).district;
    return model_json(*shelves.shelf.model(snapshot, district, on), adoptions(snapshot, district), on);
  });
  co_return http::json_response(std::move(json));
}

asio::awaitable<http::Answer> list_rules(Shelves shelves, Request& request) {
  auto json = co_await shelves.store.read([&](storage::Snapshot& snapshot) {
    const auto on = day_of(request, snapshot);
    return rules_json(*shelves.shelf.model(snapshot, caller_of(request).district, on), on);
  });
  co_return http::json_response(std::move(json));
}

asio::awaitable<http::Answer> list_words(Shelves shelves, Request& request) {
  auto json = co_await shelves.store.read([&](storage::Snapshot& snapshot) -> Result<std::string> {
    const auto on = day_of(request, snapshot);
    const auto model = shelves.shelf.model(snapshot, caller_of(request).district, on);
    const auto found = model->dictionaries.find(request.param("name"));
    if (found == model->dictionaries.end()) return fail(kNoDictionary);
    return dictionary_json(found->second, on);
  });
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

Declaration dated(std::string zh, std::string en) {
  Declaration declaration{.summary_zh = std::move(zh), .summary_en = std::move(en)};
  declaration.query = {http::date_field("as_of", {"哪一天", "As of"})};
  return declaration;
}

}  // namespace

void register_routes(http::Router& router, storage::Store& store, ModelShelf& shelf) {
  const Shelves shelves{store, shelf};
  const auto bind = [shelves](asio::awaitable<http::Answer> (*run)(Shelves, Request&)) {
    return [shelves, run](Request& request) { return run(shelves, request); };
  };
  router.add(Method::Get, "/api/v1/model", dated("治理模式", "The model the district works by"), bind(show_model));
  router.add(Method::Get, "/api/v1/rules", dated("规则及来源", "Rules with their sources"), bind(list_rules));
  router.add(Method::Get, "/api/v1/dictionaries/{name}", dated("词典", "Words of a dictionary"), bind(list_words));
}

}  // namespace linli::rules

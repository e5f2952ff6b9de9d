#include "mock_entra/errors/catalogue_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace mock::entra {
namespace {

constexpr char kIntroduction[] = R"(# The AADSTS catalogue

What Entra ID says for each of its error codes: [aadsts.tsv](aadsts.tsv), with the texts. This page is made from it: `bazel run //mock_entra/errors:print_readme > mock_entra/errors/README.md`.

Every row can be had with its reserved value, as client secret, client ID, tenant, assertion, user name (before the @), password, code, device code or refresh token; no set-up is needed. A row that is *computed* also comes whenever a request is wrong in this way.

Evidence: **O** the text was observed; **P** partly observed; **D** documented text, whose `error` and status follow from those of its family.

| code | answer | when | reserved value | computed | evidence |
|---|---|---|---|---|---|
)";

bool IsComputed(const AadstsRow& row) {
  const auto has = [&](const std::vector<ComputedError>& computed) {
    return std::any_of(computed.begin(), computed.end(), [&](const ComputedError& error) {
      return error.code == row.code && error.variant == row.variant;
    });
  };
  return has(ComputedErrors()) || has(ComputedUserErrors()) || has(ComputedMtlsErrors());
}

std::string Cell(absl::string_view text) { return absl::StrReplaceAll(text, {{"|", "\\|"}}); }

std::string Row(const AadstsRow& row) {
  const std::string suberror =
      row.suberror.empty() ? "" : absl::StrCat(", suberror `", row.suberror, "`");
  const std::string claims = row.extra.empty() ? "" : ", more members";
  return absl::StrCat("| ", row.code, " | ", row.status, " `", row.error, "`", suberror, claims,
                      " | ", Cell(row.trigger), " | `aadsts-", row.code,
                      row.variant.empty() ? "" : "-", row.variant, "` | ",
                      IsComputed(row) ? "yes" : "", " | ", std::string(1, row.evidence), ": ",
                      Cell(row.source), " |\n");
}

}  // namespace

const std::vector<ComputedError>& ComputedErrors() {
  static const auto* const kErrors = new std::vector<ComputedError>{
      // The tenant.
      {50049, ""},
      {50059, ""},
      {90002, ""},
      {90002, "metadata"},
      {900021, ""},
      {900021, "metadata"},
      {900023, ""},
      {900023, "metadata"},
      {90019, ""},
      // The request.
      {9002313, ""},
      {900144, ""},
      {900561, ""},
      {70003, ""},
      // The application and its secret.
      {700016, ""},
      {700038, ""},
      {7000112, ""},
      {7000215, ""},
      {7000216, ""},
      {7000218, ""},
      {7000222, ""},
      {700025, ""},
      // The resource.
      {1002012, ""},
      {500011, ""},
      {70011, "live"},
      {700022, ""},
      {901002, ""},
      // The application's assertion.
      {50027, ""},
      {50048, ""},
      {5002723, ""},
      {5002738, ""},
      {5002741, ""},
      {700021, "review"},
      {700023, "review"},
      {700024, ""},
      {700027, ""},
      {700027, "expired"},
      {700027, "key-found"},
      {700030, ""},
      {90014, ""},
      // Another issuer's.
      {70025, ""},
      {700211, ""},
      {700212, ""},
      {700213, "2025"},
      {7002138, ""},
      {700229, ""},
      {70023, ""},
      {90061, ""},
      // On behalf of a user.
      {50013, ""},
      {50013, "key-not-found"},
      {500131, ""},
      {500133, ""},
      {7000114, "live"},
  };
  return *kErrors;
}

const std::vector<ComputedError>& ComputedUserErrors() {
  static const auto* const kErrors = new std::vector<ComputedError>{
      {50034, ""},   {50053, ""},          {50055, ""},        {50056, ""},         {50057, ""},
      {50126, ""},   {50020, ""},          {500208, ""},       {9001023, ""},       {50076, ""},
      {50076, "v1"}, {50079, ""},          {50079, "v1-2018"}, {53003, ""},         {53003, "v1"},
      {53000, ""},   {53001, ""},          {53005, ""},        {50005, ""},         {50158, ""},
      {50097, ""},   {530032, ""},         {50131, ""},        {70043, ""},         {50078, ""},
      {50105, ""},   {65001, ""},          {90094, ""},        {50194, ""},         {9002331, ""},
      {9002332, ""}, {501481, ""},         {54005, ""},        {500112, ""},        {700005, ""},
      {70008, ""},   {70000, ""},          {50173, ""},        {700082, ""},        {700084, ""},
      {70016, ""},   {70016, "slow-down"}, {70018, ""},        {70018, "declined"}, {70020, ""},
      {50011, ""},   {500113, ""},         {700054, ""},       {50147, ""},         {50058, ""},
      {65004, ""},   {9002326, ""},        {9002327, ""},      {650053, ""},
  };
  return *kErrors;
}

const std::vector<ComputedError>& ComputedMtlsErrors() {
  static const auto* const kErrors = new std::vector<ComputedError>{
      {392200, ""}, {392204, ""}, {1000502, ""}, {1000901, ""}, {392196, ""}, {51000, ""},
  };
  return *kErrors;
}

std::string CatalogueReadme(const Catalogue& catalogue) {
  std::string readme = kIntroduction;
  for (const AadstsRow& row : catalogue.rows()) absl::StrAppend(&readme, Row(row));
  return readme;
}

}  // namespace mock::entra

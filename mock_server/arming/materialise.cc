#include "mock_server/arming/materialise.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace azmock {
namespace {

namespace scenario = mock::scenario;
using mock::entra::Entra;
using scenario::Assertion;

// The same fault, and where it is.
absl::Status At(absl::string_view field, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(field, ": ", status.message()));
}

std::string Element(absl::string_view parent, absl::string_view field, int index) {
  return absl::StrCat(parent, ".", field, "[", index, "]");
}

absl::Status ReadPems(const ReadCertificate& read_certificate, absl::string_view parent,
                      absl::string_view field,
                      google::protobuf::RepeatedPtrField<std::string>& certificates) {
  for (int i = 0; i < certificates.size(); ++i) {
    std::string& certificate = *certificates.Mutable(i);
    if (absl::StrContains(certificate, "-----BEGIN")) continue;
    auto pem = read_certificate(certificate);
    if (!pem.ok()) return At(Element(parent, field, i), pem.status());
    certificate = *std::move(pem);
  }
  return absl::OkStatus();
}

class Materialiser {
 public:
  Materialiser(Entra& entra, WholeDirectory& directory, const ReadCertificate& read_certificate)
      : entra_(entra), directory_(directory), read_certificate_(read_certificate) {}

  absl::Status Directory(scenario::Directory& directory);
  absl::Status Client(scenario::Client& client);

 private:
  absl::Status Certificate(absl::string_view field, scenario::Certificate& certificate);
  absl::Status Mint(absl::string_view field, Assertion& assertion);
  absl::Status File(absl::string_view field, scenario::File& file);
  absl::Status Chain(absl::string_view field, scenario::ChainedToken& chain);
  absl::Status OnBehalfOf(absl::string_view field, scenario::OnBehalfOf& credential);
  absl::Status Credential(scenario::Client& client);

  Entra& entra_;
  WholeDirectory& directory_;
  const ReadCertificate& read_certificate_;
};

absl::Status Materialiser::Directory(scenario::Directory& directory) {
  absl::Status status = ReadCertificates(read_certificate_, &directory);
  if (status.ok()) status = directory_.Merge(directory);
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat("directory.", status.message()));
}

absl::Status Materialiser::Certificate(absl::string_view field,
                                       scenario::Certificate& certificate) {
  if (certificate.file().empty()) return absl::OkStatus();
  auto data = read_certificate_(certificate.file());
  if (!data.ok()) return At(absl::StrCat(field, ".file"), data.status());
  certificate.set_data(*std::move(data));
  certificate.clear_file();
  return absl::OkStatus();
}

absl::Status Materialiser::Mint(absl::string_view field, Assertion& assertion) {
  if (assertion.has_by_certificate()) {
    scenario::SignedByCertificate& spec = *assertion.mutable_by_certificate();
    if (!spec.file().empty()) {
      auto pem = read_certificate_(spec.file());
      if (!pem.ok()) return At(absl::StrCat(field, ".by_certificate.file"), pem.status());
      spec.set_pem(*std::move(pem));
    }
  } else if (!assertion.has_minted() && !assertion.has_user_token()) {
    return absl::OkStatus();
  }
  auto text = entra_.Mint(assertion);
  if (!text.ok()) return At(field, text.status());
  assertion.set_text(*std::move(text));
  return absl::OkStatus();
}

absl::Status Materialiser::File(absl::string_view field, scenario::File& file) {
  if (file.certificate_file().empty()) {
    return Mint(absl::StrCat(field, ".assertion"), *file.mutable_assertion());
  }
  auto pem = read_certificate_(file.certificate_file());
  if (!pem.ok()) return At(absl::StrCat(field, ".certificate_file"), pem.status());
  file.mutable_assertion()->set_text(*std::move(pem));
  file.clear_certificate_file();
  return absl::OkStatus();
}

absl::Status Materialiser::Chain(absl::string_view field, scenario::ChainedToken& chain) {
  absl::Status status;
  for (int i = 0; status.ok() && i < chain.sources_size(); ++i) {
    scenario::ChainSource& source = *chain.mutable_sources(i);
    const std::string element = Element(field, "sources", i);
    if (source.has_client_assertion()) {
      status = Mint(absl::StrCat(element, ".client_assertion.assertion"),
                    *source.mutable_client_assertion()->mutable_assertion());
    } else if (source.has_chained_token()) {
      status = Chain(absl::StrCat(element, ".chained_token"), *source.mutable_chained_token());
    }
  }
  return status;
}

absl::Status Materialiser::OnBehalfOf(absl::string_view field, scenario::OnBehalfOf& credential) {
  absl::Status status =
      Mint(absl::StrCat(field, ".user_assertion"), *credential.mutable_user_assertion());
  if (status.ok() && credential.has_certificate()) {
    status = Certificate(absl::StrCat(field, ".certificate"), *credential.mutable_certificate());
  }
  if (status.ok() && credential.has_client_assertion()) {
    status = Mint(absl::StrCat(field, ".client_assertion"), *credential.mutable_client_assertion());
  }
  return status;
}

absl::Status Materialiser::Credential(scenario::Client& client) {
  if (client.has_client_certificate()) {
    return Certificate("client.client_certificate.certificate",
                       *client.mutable_client_certificate()->mutable_certificate());
  }
  if (client.has_client_assertion()) {
    return Mint("client.client_assertion.assertion",
                *client.mutable_client_assertion()->mutable_assertion());
  }
  if (client.has_on_behalf_of()) {
    return OnBehalfOf("client.on_behalf_of", *client.mutable_on_behalf_of());
  }
  if (client.has_chained_token())
    return Chain("client.chained_token", *client.mutable_chained_token());
  return absl::OkStatus();
}

absl::Status Materialiser::Client(scenario::Client& client) {
  absl::Status status = Credential(client);
  for (int i = 0; status.ok() && i < client.files_size(); ++i) {
    status = File(Element("client", "files", i), *client.mutable_files(i));
  }
  for (int i = 0; status.ok() && i < client.calls_size(); ++i) {
    if (!client.calls(i).has_write_file()) continue;
    status = File(absl::StrCat(Element("client", "calls", i), ".write_file"),
                  *client.mutable_calls(i)->mutable_write_file());
  }
  return status;
}

}  // namespace

absl::Status ReadCertificates(const ReadCertificate& read_certificate,
                              mock::scenario::Directory* directory) {
  for (int t = 0; t < directory->tenants_size(); ++t) {
    mock::scenario::Tenant& tenant = *directory->mutable_tenants(t);
    for (int a = 0; a < tenant.applications_size(); ++a) {
      mock::scenario::Application& application = *tenant.mutable_applications(a);
      const std::string field = absl::StrCat("tenants[", t, "].applications[", a, "]");
      auto status =
          ReadPems(read_certificate, field, "certificates", *application.mutable_certificates());
      if (status.ok()) {
        status = ReadPems(read_certificate, field, "trusted_roots",
                          *application.mutable_trusted_roots());
      }
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

absl::Status Materialise(mock::entra::Entra& entra, WholeDirectory& directory,
                         const ReadCertificate& read_certificate,
                         mock::scenario::Scenario* scenario) {
  Materialiser materialiser(entra, directory, read_certificate);
  if (scenario->has_directory()) {
    absl::Status status = materialiser.Directory(*scenario->mutable_directory());
    if (!status.ok()) return status;
  }
  return scenario->has_client() ? materialiser.Client(*scenario->mutable_client())
                                : absl::OkStatus();
}

}  // namespace azmock

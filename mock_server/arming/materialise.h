// Turns what a scenario describes into what a client can send.
#ifndef MOCK_SERVER_ARMING_MATERIALISE_H_
#define MOCK_SERVER_ARMING_MATERIALISE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "mock_entra/entra.h"
#include "mock_server/directory/whole_directory.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// The content of a file of mock_entra/testdata/certificates, by its name.
using ReadCertificate = std::function<absl::StatusOr<std::string>(const std::string& name)>;

// In place of file names of certificates, PEM. Errors: the callback's, naming the field,
// such as "tenants[0].applications[0].certificates[0]: …".
absl::Status ReadCertificates(const ReadCertificate& read_certificate,
                              mock::scenario::Directory* directory);

// Adds the scenario's directory to the fakes', and changes the scenario so that a
// client needs neither: in the directory file names of certificates become PEM,
// in the client `Certificate.file` becomes `data`, and an Assertion that is to be
// minted becomes `text`, also in the files of `files` and `write_file`. Times of
// tokens count from now, on the fakes' clock. Doing it twice changes nothing more.
//
// Errors name the scenario's field, as "client.files[0].assertion: the directory
// has no issuer https://…": what the callback, WholeDirectory::Merge ("directory.…")
// and minting return. The scenario is then half changed.
absl::Status Materialise(mock::entra::Entra& entra, WholeDirectory& directory,
                         const ReadCertificate& read_certificate,
                         mock::scenario::Scenario* scenario);

}  // namespace azmock

#endif  // MOCK_SERVER_ARMING_MATERIALISE_H_

// The bodies of Azure Blob Storage.
#ifndef MOCK_ENTRA_RESOURCES_BLOB_XML_H_
#define MOCK_ENTRA_RESOURCES_BLOB_XML_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/directory/azure.h"
#include "mock_entra/directory/azure.pb.h"

namespace mock::entra {

struct BlobError {
  absl::string_view code;     // "ContainerNotFound"
  absl::string_view message;  // one line, which is the status line's reason as well
  absl::string_view detail;   // why a token was refused; "" for all else
};

// With the byte order mark that the service sends.
std::string ErrorXml(const BlobError& error, absl::string_view request_id, absl::Time now);

// `endpoint` is the account's address, with a slash at the end.
std::string ContainersXml(absl::string_view endpoint, const StorageAccount& account);
std::string BlobsXml(absl::string_view endpoint, const scenario::BlobContainer& container);

// As in the lists.
std::string ContentTypeOf(const scenario::Blob& blob);
std::string LastModified();
std::string EtagOf(absl::string_view name);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_BLOB_XML_H_

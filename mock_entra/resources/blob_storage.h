// Azure Blob Storage: the containers and blobs of an account.
#ifndef MOCK_ENTRA_RESOURCES_BLOB_STORAGE_H_
#define MOCK_ENTRA_RESOURCES_BLOB_STORAGE_H_

#include "mock_common/http/message.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// Reads blobs, also in part, and lists them and containers. Writes are checked for a token and
// the right to do it, and then get 501. Sign-outs are not noticed: a token is good until it
// expires. Requests must say in x-ms-version that they are of 2017-11-09 or later.
http::Response HandleBlobStorage(const ServiceExchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_BLOB_STORAGE_H_

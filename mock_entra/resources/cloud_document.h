// What Azure Resource Manager tells of its cloud, before anybody signs in.
#ifndef MOCK_ENTRA_RESOURCES_CLOUD_DOCUMENT_H_
#define MOCK_ENTRA_RESOURCES_CLOUD_DOCUMENT_H_

#include "mock_common/http/message.h"
#include "mock_entra/resources/service_request.h"

namespace mock::entra {

// GET /metadata/endpoints. Its form goes by the api-version: a list of clouds from 2019 to
// 2021, one cloud from 2022 on, the portal's few members before. Asked at the fakes' own
// address, it names the fakes wherever they have what is named.
http::Response CloudDocument(const http::Request& request, const ServiceRequest& to);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_CLOUD_DOCUMENT_H_

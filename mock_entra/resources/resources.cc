#include "mock_entra/resources/resources.h"

#include <memory>

#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/blob_storage.h"
#include "mock_entra/resources/echo.h"
#include "mock_entra/resources/graph.h"
#include "mock_entra/resources/key_vault.h"
#include "mock_entra/resources/resource_manager.h"

namespace mock::entra {
namespace {

std::shared_ptr<const Tenant> Owner(const ServiceRequest& to, const Directory& directory) {
  switch (to.service) {
    case Service::kKeyVault:
      return directory.FindTenantOfAzure(Directory::AzureName::kKeyVault, to.name);
    case Service::kBlobStorage:
      return directory.FindTenantOfAzure(Directory::AzureName::kStorageAccount, to.name);
    case Service::kResourceManager:
      return directory.FindTenantOfAzure(Directory::AzureName::kSubscription,
                                         SubscriptionOf(to.path));
    case Service::kGraph:
    case Service::kEcho:
      break;
  }
  return nullptr;
}

http::Response AnswerOf(const ServiceExchange& exchange) {
  switch (exchange.to.service) {
    case Service::kKeyVault:
      return HandleKeyVault(exchange);
    case Service::kBlobStorage:
      return HandleBlobStorage(exchange);
    case Service::kGraph:
      return HandleGraph(exchange);
    case Service::kEcho:
      return HandleEcho(exchange);
    case Service::kResourceManager:
      break;
  }
  return HandleResourceManager(exchange);
}

}  // namespace

http::Response HandleService(const ServiceExchange& exchange) {
  http::Response response = AnswerOf(exchange);
  response.remarks.trace_id = exchange.exchange.trace_id;
  response.remarks.correlation_id = exchange.exchange.correlation_id;
  return response;
}

std::string TenantOfService(const http::Request& request, const ServiceRequest& to,
                            const Directory& directory) {
  const auto owner = Owner(to, directory);
  return owner == nullptr ? ClaimedTenant(request) : owner->id;
}

}  // namespace mock::entra

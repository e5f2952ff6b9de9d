#include "identity/client_options.h"

namespace azure::identity {

// The audiences are azcore's.
CloudConfiguration AzurePublic() {
  return {"https://login.microsoftonline.com/", "https://management.core.windows.net/"};
}

CloudConfiguration AzureGovernment() {
  return {"https://login.microsoftonline.us/", "https://management.core.usgovcloudapi.net/"};
}

CloudConfiguration AzureChina() {
  return {"https://login.chinacloudapi.cn/", "https://management.core.chinacloudapi.cn/"};
}

}  // namespace azure::identity

#include "identity/client_options.h"

namespace azure::identity {

CloudConfiguration AzurePublic() { return {"https://login.microsoftonline.com/"}; }

CloudConfiguration AzureGovernment() { return {"https://login.microsoftonline.us/"}; }

CloudConfiguration AzureChina() { return {"https://login.chinacloudapi.cn/"}; }

}  // namespace azure::identity

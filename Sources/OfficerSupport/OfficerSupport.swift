// OfficerSupport

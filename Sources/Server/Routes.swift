/// Every address that needs a sign-in, in one list: the router and the tests read it.
extension Office {
    static let routes: [Route] =
        workRoutes + commandRoutes + postingReviewRoutes + workItemRoutes + supportsRoutes + supportsDraftRoutes + supportsPublishingRoutes + jacketRoutes + runRoutes + itemImportRoutes + oneRunRoutes + importRoutes + jobRoutes + clockRoutes + helpRoutes
        + officeRoutes + ownAccountRoutes + noticeRoutes + deliveryRoutes + ownCalendarRoutes + secondFactorRoutes + accessRoutes + accountRoutes + grantRoutes + designationRoutes
        + retentionRoutes + destructionRoutes + holdRoutes
        + trailRoutes + trailHeadRoutes + accessHistoryRoutes + printRoutes
        + noteRoutes + paperRoutes + closingRoutes + stepRoutes + ownItemRoutes + workItemFiguresRoutes + guideSheetRoutes + openAPIRoutes
        + resiliencyRoutes + resiliencyJSONRoutes + resiliencyBeginningRoutes + evaluationRoutes + resiliencyListRoutes
}

/// The files of the jacket tests, in the default layout: for each kind of record one or a few rows about member 7.
enum JacketFiles {
    static let all: [String: String] = registers.merging(conduct) { first, _ in first }.merging(complaints) { first, _ in first }
        .merging(courts) { first, _ in first }.merging(service) { first, _ in first }

    private static let registers = [
        "member": """
            member,name,appointed
            7,Wren Alder,2010-01-04
            8,Merlin Oak,2012-02-06

            """,
        "unit": """
            unit,name,kind
            4,District 4,district
            5,District 5,district
            6,District 6,district

            """,
        "rank_held": """
            member,from,rank,since
            7,2010-01-04,police_officer,2010-01-04
            7,2016-05-02,sergeant,2016-05-02

            """,
        "posting": """
            member,unit,start,end,kind
            7,5,2010-01-04,2015-06-30,assignment
            7,4,2012-03-01,2012-05-31,detail
            7,6,2015-07-01,,assignment

            """,
    ]

    private static let conduct = [
        "use_of_force": """
            member,report,date,known,force_level,resistance_level,taser,subject_injured,on_duty
            7,F-11,2016-03-04,2016-03-05,5,3,1,1,1
            7,F-12,2017-04-05,,4,2,0,0,1

            """,
        "arrest": """
            member,record_number,date,disposed,charge_class,disposition
            7,A-21,2016-04-05,2016-09-01,felony,dismissed
            7,A-22,2017-02-03,,warrant,

            """,
        "custody_injury": """
            member,log_number,date,harm
            7,U-31,2016-05-06,injury
            7,CL-32,2016-05-07,death

            """,
        "conduct_injury": """
            member,log_number,date,harm
            7,U-41,2016-06-06,injury
            7,CL-42,2016-06-07,death

            """,
        "vehicle_pursuit": """
            member,report,date,reviewed,on_duty,finding
            7,P-51,2016-06-17,2016-08-01,1,out_of_policy

            """,
        "collision": """
            member,report,date,reviewed,on_duty,injury,finding
            7,C-52,2016-06-18,2016-08-02,1,1,preventable

            """,
    ]

    private static let complaints = [
        "complaint": """
            member,log_number,incident_date,filed_date,closed_date,agency,nature,excessive_force,domestic,substance,off_duty,finding,sustained_excessive_force,discipline,suspension_days
            7,CL-61,2016-07-01,2016-07-04,2017-01-09,civilian,excessive_force,1,0,0,0,sustained,1,suspension,5
            7,CL-62,2017-09-01,2017-09-04,,internal,verbal_abuse,0,0,0,0,,,,

            """,
        "allegation": """
            member,log_number,number,incident_date,filed_date,closed_date,nature,disposition
            7,CL-61,1,2016-07-01,2016-07-04,2017-01-09,excessive_force,sustained
            7,CL-61,2,2016-07-01,2016-07-04,2017-01-09,verbal_abuse,unfounded

            """,
        "civil_claim": """
            member,log_number,incident_date,filed_date,closed_date,defendant,result,amount
            7,U-71,2015-02-01,2016-01-05,2017-03-04,city,settled,25000
            7,U-72,,2016-02-05,,department,,
            7,U-73,,2016-03-05,2017-05-06,member,judgment,9000

            """,
    ]

    private static let courts = [
        "criminal_proceeding": """
            member,log_number,date,known,closed_date,court,result
            7,U-81,2016-08-01,2016-08-09,2017-05-01,Circuit Court,dismissed

            """,
        "credibility_finding": """
            member,log_number,date,known,court
            7,U-91,2016-08-11,2016-08-19,District Court

            """,
        "untruthfulness_finding": """
            member,log_number,date,known,source,suppression_hearing
            7,U-101,2016-09-01,2016-09-10,states_attorney,1
            7,U-102,,2016-09-20,us_attorney,0

            """,
        "prosecution_declined": """
            member,log_number,date,known,source
            7,U-111,2016-09-11,2016-09-12,states_attorney
            7,U-112,,2016-09-13,us_attorney
            7,U-113,,2016-09-14,other_prosecutor

            """,
        "protective_order": """
            member,log_number,order_date,known,ended,order_kind
            7,U-121,2016-10-01,2016-10-05,,restraining
            7,U-122,2016-10-02,2016-10-06,2017-10-06,protective

            """,
    ]

    private static let service = [
        "discipline": """
            member,date,ended,log_number,penalty,days,result
            7,2017-01-20,2017-02-01,CL-61,suspension,5,served

            """,
        "corrective_action": """
            member,date,system,action
            7,2016-11-02,Supervisor log,counseling

            """,
        "camera_violation": """
            member,date,known,closed_date,source,reference,camera,finding
            7,2016-11-10,2016-11-12,2017-01-05,spar,S-151,body_worn,sustained
            7,2016-11-11,2016-11-13,,log_number,CL-152,in_car,

            """,
        "award": """
            member,date,decided,award,status,decision
            7,2016-12-01,2017-02-02,Life saving award,requested,granted

            """,
        "sick_leave": """
            member,start,end,hours
            7,2016-12-10,2016-12-12,16

            """,
        "missed_court": """
            member,court_date,known,closed_date,source,reference,finding
            7,2017-01-10,2017-01-12,2017-03-05,spar,S-181,sustained
            7,2017-01-11,2017-01-13,,log_number,CL-182,

            """,
        "training": """
            member,date,course,hours,result
            7,2017-03-01,De-escalation,8,completed

            """,
    ]
}

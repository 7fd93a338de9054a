/// Names made of trees and birds, so that nobody in a sample is mistaken for a real person.
enum Names {
    static let given = words(
        """
        Juniper Hazel Rowan Olive Laurel Linden Aspen Willow Ash Holly Myrtle Cedar Maple Magnolia Acacia Sequoia Cypress Elder
        Tamarind Alder Birch Elm Ginkgo Sorrel Wren Robin Jay Martin Lark Kestrel Merlin Phoebe Dove Linnet Avocet Plover Teal
        Piper Raven Osprey Sparrow Tern Swallow Starling Oriole Siskin Veery Vireo Junco Finch Heron Petrel Crane Egret Bunting
        """)

    static let family = words(
        """
        Hawthorn Alder Blackthorn Birch Beech Hornbeam Hemlock Spruce Larch Tamarack Sycamore Linden Basswood Cottonwood Poplar
        Hickory Pecan Walnut Chestnut Buckeye Mulberry Hackberry Sassafras Dogwood Redbud Locust Catalpa Cypress Redwood Yew
        Whitebeam Medlar Quince Damson Osier Boxwood Rowan Elder Finch Heron Swift Crane Teal Osprey Partridge Nightingale
        Goldfinch Bullfinch Kingfisher Wheatear Dunnock Redstart Siskin Bunting Pipit Plover Curlew Sandpiper Kittiwake Gannet
        Fulmar Petrel Shearwater Harrier Goshawk Merlin Falcon Kite Eagle Nuthatch Chaffinch Brambling Greenfinch Linnet Redpoll
        Crossbill Waxwing Starling Oriole Magpie Rook Raven Chough Jay Cardinal Tanager Grosbeak Towhee Vireo Thrasher Catbird
        Thrush Bluebird Bobolink Meadowlark Killdeer Phalarope Whimbrel Godwit Egret Bittern Ibis Spoonbill Loon Grebe
        Merganser Pintail Gadwall Shoveler Kestrel Martin Sparrow Wren
        """)

    /// The name of the `index`th person. The first few thousand are all different; later ones have a middle initial.
    static func name(_ index: Int) -> String {
        let pairs = given.count * family.count
        // A prime step shares no divisor with the number of pairs, so neighbours get names far apart and each pair comes once.
        let pair = index % pairs * 2_903 % pairs
        let first = given[pair % given.count]
        let last = family[pair / given.count]
        let round = index / pairs
        guard round > 0 else { return "\(first) \(last)" }
        let initial = Character(UnicodeScalar(UInt8(0x41 + (round - 1) % 26)))
        return "\(first) \(initial). \(last)"
    }

    private static func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }
}

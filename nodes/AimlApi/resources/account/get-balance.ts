import * as client from '../../../../client';
import { optionsField } from '../../fields';
import { outputItem, type NodeOperation } from '../../operation';

/** `GET /v2/billing`, or one of the two other endpoints that tell a balance. */
export const getBalance: NodeOperation = {
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get the account balance',
	description: 'See how much is left to spend',
	properties: [
		{
			displayName: 'Detail',
			name: 'detail',
			type: 'options',
			options: [
				{ name: 'Balance', value: 'balance', description: 'In US dollars' },
				{ name: 'Balance in Credits', value: 'credits', description: 'As it was told before' },
				{
					name: 'Balance with Automatic Top-Up',
					value: 'topUp',
					description: 'In US dollars, with the owner and the settings of the top-up',
				},
			],
			default: 'balance',
		},
		optionsField(),
	],
	async execute(item) {
		const { ports, context, itemIndex } = item;
		switch (context.getNodeParameter('detail', itemIndex, 'balance')) {
			case 'credits': {
				const { output, call } = await client.callOperation(ports, client.ACCOUNT.getCredits, {});
				return [outputItem(item, output, call)];
			}
			case 'topUp': {
				const operation = client.ACCOUNT.getBillingDetail;
				const { output, call } = await client.callOperation(ports, operation, {});
				return [outputItem(item, output, call)];
			}
			default: {
				const { output, call } = await client.callOperation(ports, client.getBalance, undefined);
				return [outputItem(item, output, call)];
			}
		}
	},
};
